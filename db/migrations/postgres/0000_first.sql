CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"user_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"account_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"name" text NOT NULL,
	"start" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"person_id" text,
	"token_hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"role" text NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "change_volumes" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL,
	"day" text NOT NULL,
	"system_number" bigint,
	"ai_assistance" text NOT NULL,
	"count" bigint NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"number" bigint PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"source" text,
	"external_id" text,
	"title" text NOT NULL,
	"kind" text,
	"system_number" bigint,
	"deployed_at" timestamp (3) with time zone NOT NULL,
	"author" text,
	"author_level" text NOT NULL,
	"ai_assistance" text NOT NULL,
	"ai_tool" text,
	"ai_evidence" text NOT NULL,
	"approvals" bigint,
	"senior_approval" boolean,
	"documented" boolean,
	"document_url" text,
	"checks_passed" boolean,
	"risk_assessed" boolean,
	"rollback_plan" boolean,
	"sandbox_tested" boolean,
	"rolled_back_at" timestamp (3) with time zone,
	"url" text,
	"audited_at" timestamp (3) with time zone,
	"audited_by" text,
	"audit_outcome" text,
	"audit_note" text,
	"custom_fields" jsonb
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"target" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"answers" jsonb
);
--> statement-breakpoint
CREATE TABLE "import_parts" (
	"import_id" text NOT NULL,
	"part" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "import_parts_pk" PRIMARY KEY("import_id","part")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" text NOT NULL,
	"line" bigint NOT NULL,
	"state" text NOT NULL,
	"record_number" bigint,
	"record_id" text,
	"record_version" bigint,
	"before" jsonb,
	"raw" jsonb,
	"reasons" jsonb,
	CONSTRAINT "import_rows_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"target" text NOT NULL,
	"file_name" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"state" text NOT NULL,
	"inspection" jsonb,
	"reading" jsonb,
	"mapping" jsonb,
	"answers" jsonb,
	"plan" jsonb,
	"plan_revision" bigint,
	"done" bigint NOT NULL,
	"total" bigint,
	"created" bigint NOT NULL,
	"updated" bigint NOT NULL,
	"unchanged" bigint NOT NULL,
	"refused" bigint NOT NULL,
	"skipped" bigint NOT NULL,
	"undo" jsonb,
	"failure" text,
	"started_by" text,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "incident_changes" (
	"incident_number" bigint NOT NULL,
	"change_number" bigint NOT NULL,
	"link" text NOT NULL,
	CONSTRAINT "incident_changes_pk" PRIMARY KEY("incident_number","change_number")
);
--> statement-breakpoint
CREATE TABLE "incident_factors" (
	"incident_number" bigint NOT NULL,
	"factor" text NOT NULL,
	"note" text,
	CONSTRAINT "incident_factors_pk" PRIMARY KEY("incident_number","factor")
);
--> statement-breakpoint
CREATE TABLE "incident_regions" (
	"incident_number" bigint NOT NULL,
	"region" text NOT NULL,
	CONSTRAINT "incident_regions_pk" PRIMARY KEY("incident_number","region")
);
--> statement-breakpoint
CREATE TABLE "incident_systems" (
	"incident_number" bigint NOT NULL,
	"system_number" bigint NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "incident_systems_pk" PRIMARY KEY("incident_number","system_number")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"number" bigint PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"source" text,
	"external_id" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"summary" text,
	"severity" bigint,
	"severity_raw" text,
	"status" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"detected_at" timestamp (3) with time zone,
	"mitigated_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"lost_orders" bigint,
	"errors" bigint,
	"customers_affected" bigint,
	"order_drop_percent" double precision,
	"customer_facing" boolean,
	"trigger" text NOT NULL,
	"root_cause" text NOT NULL,
	"root_cause_detail" text,
	"ai_involvement" text NOT NULL,
	"ai_tool" text,
	"ai_evidence" text NOT NULL,
	"ai_note" text,
	"duplicate_of" bigint,
	"custom_fields" jsonb
);
--> statement-breakpoint
CREATE TABLE "interventions" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text,
	"scope" jsonb NOT NULL,
	"note" text,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "action_items" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"incident_number" bigint NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"owner" text,
	"due_on" text,
	"state" text NOT NULL,
	"priority" text NOT NULL,
	"tracker_url" text,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "postmortems" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"incident_number" bigint NOT NULL,
	"state" text NOT NULL,
	"summary" text,
	"impact" text,
	"detection" text,
	"root_cause" text,
	"ai_role" text,
	"went_well" text,
	"went_wrong" text,
	"lucky" text,
	"five_whys" jsonb NOT NULL,
	"lessons" text,
	"owner" text,
	"reviewers" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "timeline_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"incident_number" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"organisation" text NOT NULL,
	"zone" text NOT NULL,
	"week_start" bigint NOT NULL,
	"order_value" double precision,
	"currency" text NOT NULL,
	"high_blast" jsonb NOT NULL,
	"postmortem_working_days" bigint NOT NULL,
	"working_hours" jsonb NOT NULL,
	"postmortem_template" jsonb
);
--> statement-breakpoint
CREATE TABLE "state" (
	"id" text PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"incidents" bigint NOT NULL,
	"changes" bigint NOT NULL,
	"systems" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "views" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"name" text NOT NULL,
	"page" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "system_dependencies" (
	"system_number" bigint NOT NULL,
	"depends_on_number" bigint NOT NULL,
	CONSTRAINT "system_dependencies_pk" PRIMARY KEY("system_number","depends_on_number")
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"number" bigint PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"tier" bigint,
	"org" text,
	"owner" text,
	"description" text,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_people_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_people_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_volumes" ADD CONSTRAINT "change_volumes_system_number_systems_number_fk" FOREIGN KEY ("system_number") REFERENCES "public"."systems"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_system_number_systems_number_fk" FOREIGN KEY ("system_number") REFERENCES "public"."systems"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_changes" ADD CONSTRAINT "incident_changes_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_changes" ADD CONSTRAINT "incident_changes_change_number_changes_number_fk" FOREIGN KEY ("change_number") REFERENCES "public"."changes"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_factors" ADD CONSTRAINT "incident_factors_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_regions" ADD CONSTRAINT "incident_regions_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_systems" ADD CONSTRAINT "incident_systems_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_systems" ADD CONSTRAINT "incident_systems_system_number_systems_number_fk" FOREIGN KEY ("system_number") REFERENCES "public"."systems"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_items" ADD CONSTRAINT "action_items_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postmortems" ADD CONSTRAINT "postmortems_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_incident_number_incidents_number_fk" FOREIGN KEY ("incident_number") REFERENCES "public"."incidents"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_dependencies" ADD CONSTRAINT "system_dependencies_system_number_systems_number_fk" FOREIGN KEY ("system_number") REFERENCES "public"."systems"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "system_dependencies" ADD CONSTRAINT "system_dependencies_depends_on_number_systems_number_fk" FOREIGN KEY ("depends_on_number") REFERENCES "public"."systems"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_identity" ON "accounts" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "change_volumes_identity" ON "change_volumes" USING btree ("day","system_number","ai_assistance","source");--> statement-breakpoint
CREATE INDEX "change_volumes_revision" ON "change_volumes" USING btree ("revision");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_id" ON "changes" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_identity" ON "changes" USING btree ("source","external_id");--> statement-breakpoint
CREATE INDEX "changes_revision" ON "changes" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "changes_system" ON "changes" USING btree ("system_number","deployed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "import_mappings_name" ON "import_mappings" USING btree ("name","target");--> statement-breakpoint
CREATE INDEX "import_mappings_target" ON "import_mappings" USING btree ("target");--> statement-breakpoint
CREATE INDEX "incident_changes_change" ON "incident_changes" USING btree ("change_number");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_id" ON "incidents" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_identity" ON "incidents" USING btree ("source","external_id");--> statement-breakpoint
CREATE INDEX "incidents_revision" ON "incidents" USING btree ("revision");--> statement-breakpoint
CREATE INDEX "action_items_incident" ON "action_items" USING btree ("incident_number");--> statement-breakpoint
CREATE INDEX "action_items_state" ON "action_items" USING btree ("state","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "postmortems_incident" ON "postmortems" USING btree ("incident_number");--> statement-breakpoint
CREATE INDEX "timeline_entries_incident" ON "timeline_entries" USING btree ("incident_number","at");--> statement-breakpoint
CREATE INDEX "system_dependencies_depends_on" ON "system_dependencies" USING btree ("depends_on_number");--> statement-breakpoint
CREATE UNIQUE INDEX "systems_id" ON "systems" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "systems_slug" ON "systems" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "systems_revision" ON "systems" USING btree ("revision");