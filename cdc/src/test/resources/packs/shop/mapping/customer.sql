select c.id as derive_key, c.id::text as entity_key, c.id::text as customer, c.name
from client as c
