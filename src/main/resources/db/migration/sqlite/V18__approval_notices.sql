-- What a plan would do with nothing personal in it, and who was told that it waits for them.
alter table agent_plan add column sentence text not null default '';

create table agent_notice (
    plan text not null,
    person text not null,
    attempts integer not null,
    next_at text not null,
    told_at text,
    problem text not null,
    primary key (plan, person)
);
