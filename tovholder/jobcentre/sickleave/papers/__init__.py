"""The papers to a workplace, from what is typed to what is read.

forms.py     what is typed in each of the three, checked
writing.py   a form as it stands: opened, looked through, refused, saved
words.py     a version in words, the same for everybody who may read it
page.py      all there is to read of one paper, for those who may open it
pdf.py       a version in print
"""
