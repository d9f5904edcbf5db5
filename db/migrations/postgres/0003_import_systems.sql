CREATE TABLE "import_systems" (
	"import_id" text NOT NULL,
	"system_number" bigint NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "import_systems_pk" PRIMARY KEY("import_id","system_number")
);
--> statement-breakpoint
ALTER TABLE "import_systems" ADD CONSTRAINT "import_systems_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_systems_system" ON "incident_systems" USING btree ("system_number");