"""What can be wrong with a single cell, by what it should hold. Codes are CEL001 to CEL059."""
