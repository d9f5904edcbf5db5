CREATE TABLE "hook_facts" (
	"sender" text NOT NULL,
	"subject" text NOT NULL,
	"position" bigint NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "hook_facts_pk" PRIMARY KEY("sender","subject","position")
);
