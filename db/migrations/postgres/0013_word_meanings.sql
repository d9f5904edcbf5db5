CREATE TABLE "word_meanings" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"field" text NOT NULL,
	"word" text NOT NULL,
	"meaning" text,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "word_meanings_word" ON "word_meanings" USING btree ("source","field","word");