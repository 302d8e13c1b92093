"""Tovholder: who keeps hold of each citizen on the way back to work, and what comes of it."""
