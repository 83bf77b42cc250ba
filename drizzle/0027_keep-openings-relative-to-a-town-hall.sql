ALTER TABLE "question_boxes" ALTER COLUMN "opens_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "question_boxes" ADD COLUMN "answers_within_days" smallint DEFAULT 5 NOT NULL;