"""How predecessors are written: from the text of a cell to links between tasks, or to what is in doubt."""
