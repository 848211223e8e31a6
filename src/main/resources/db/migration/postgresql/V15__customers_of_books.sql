-- Customers in books are pairs like those of a CRM; of several that were linked to one, the first.
insert into pair_link (tenant, type, system, service_titan_id, crm_id, agreed, sent, state, changed_at)
select tenant, 'customer', books, min(customer), ref_id, '{}', '{}', 'LINKED', '2026-01-01T00:00:00.000000000Z'
from books_customer
where not exists (select 1 from pair_link where pair_link.tenant = books_customer.tenant and pair_link.type = 'customer'
    and pair_link.system = books_customer.books
    and (pair_link.service_titan_id = books_customer.customer or pair_link.crm_id = books_customer.ref_id))
group by tenant, books, ref_id;
drop table books_customer;
