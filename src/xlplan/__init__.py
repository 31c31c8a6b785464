"""xlplan: plan cross-department projects in Excel workbooks, and merge what every department sends back."""

__version__ = "0.1.0"
