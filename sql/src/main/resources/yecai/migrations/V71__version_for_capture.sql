-- Every command compares the hub's version with its own before it touches anything, and does so with the login it works
-- with: the capture's.

grant select on hub.schema_history, hub.view_set to yecai_capture;
