"""The scheduling engine: the critical path method on plain data, independent of plans and workbooks."""
