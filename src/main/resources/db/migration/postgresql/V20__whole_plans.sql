-- What a plan would do as whoever approves it sees it; empty where nobody has to.
alter table agent_plan add column whole text not null default '{}';
