/** Common given names, for "unlock bob", "maria's password" and "is luis locked". */

export const givenNames: readonly string[] = (
  'bob john jane mary maria mike michael dave david tom thomas peter paul anna ana sarah sara laura lisa ' +
  'emma james jim joe jose juan carlos luis pedro miguel lucia carmen marta elena sofia jean pierre marie ' +
  'sophie luc camille claire hans klaus sabine julia lena stefan markus martin jonas felix joao beatriz ' +
  'paulo ines rita tiago ahmed mohammed ali fatima priya raj wei chen alex chris kevin brian steve susan ' +
  'karen linda nancy robert william will george frank eric daniel andrew nick samuel sam max leo noah liam ' +
  'olivia kate katie emily jessica jennifer amanda rachel nicole diego jorge fernando antonio francisco ' +
  'pablo rosa clara isabel gabriel rafael bruno andre ricardo eduardo charlotte henry oliver jack lucas ' +
  'mateo valentina camila andrea oscar raul ivan monica patricia philippe nicolas antoine isabelle julie ' +
  'thierry jurgen uwe petra monika heike ulrike andreas matthias tobias florian tim lukas marcos thiago ' +
  'larissa juliana fernanda mariana gustavo leticia vinicius yusuf omar aisha mei yuki hiroshi anil sunita ' +
  'deepak ravi olga dmitri katarzyna piotr agnieszka ingrid sven lars erik freya'
).split(' ');
