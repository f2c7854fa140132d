"""The sample class: students made from the bank of answers, with the marks that they must get."""
