"""What a plan aims at: who serves whom, what each part weighs, what is lacking, how it is balanced."""
