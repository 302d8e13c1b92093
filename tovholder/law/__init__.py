"""What the law says: dated, sourced figures and the reasoning over them. Standard library only."""
