namespace NeuralMemory.Tasks.Tests;

public sealed class TaskPreviewTests
{
    private const string Task = """
        task: t
        version: 1
        parameters: { length: 3 }
        inputs: { data: 2, flag: 1 }
        targets: { y: 2 }
        draw: { items: concat(literal(1, 0), literal(0, 1), literal(1, 1)) }
        episode:
          - show: { data: items }
          - show: { flag: -0.25 }
          - { recall: { y: reverse(items) }, name: answer }
        loss: bits
        """;

    [Fact]
    public void The_picture_names_channels_and_phases_and_shows_targets_where_they_are_recalled() => Assert.Equal(
        """
        t, episode 5: length = 3, 7 steps
           step 0 AAABCCC
        in data 0 █·█····
        in data 1 ·██····
          in flag ···▒···
          out y 0     █·█
          out y 1     ██·
         recalled     ^^^

        phases: A show data; B show flag; C answer
        other numbers: in flag at step 3 = -0.25

        """,
        TaskPreview.Render(Draw()));

    [Fact]
    public void Long_episodes_go_on_below_and_end_in_time()
    {
        Episode episode = new EpisodeSampler(
            Repository.Define(Task.Replace("repeat(", "", StringComparison.Ordinal)
                .Replace("{ data: items }", "{ data: repeat(items, 40) }", StringComparison.Ordinal))).Draw(new(1), 0);
        string[] lines = TaskPreview.Render(episode, new() { Width = 50, MaxSteps = 100 }).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 50 || line.StartsWith("phases", StringComparison.Ordinal)));
        Assert.Equal(["step 0", "step 40", "step 80"], lines.Where(line => line.Contains("step ", StringComparison.Ordinal))
            .Select(line => line.Trim()[..line.Trim().LastIndexOf(' ')]).Where(line => line.StartsWith("step", StringComparison.Ordinal)));
        Assert.Contains("... and 24 more steps", lines);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Recall_tasks_fit_the_width(int width)
    {
        foreach (string name in (string[])["fuzzy-in-context-recall", "compression", "forgetting-mqar", "associative-retrieval-rewrite"])
        {
            string[] lines = TaskPreview.Render(
                new EpisodeSampler(Repository.Task(name).OnLines(CorpusSplit.Test)).Draw(new(1), 0), new() { Width = width }).Split('\n');
            // The terminal breaks the head and the names of the phases.
            Assert.All(lines[1..], line => Assert.True(line.Length <= width || line.StartsWith("phases", StringComparison.Ordinal), line));
            Assert.True(lines.Length < 90, "symbols are written as numbers");
        }
    }

    [Fact]
    public void Several_symbols_of_a_step_are_numbers()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            inputs: { x: 1 }
            targets: { y: 24, z: 2 }
            draw: { numbers: concat(literal(3), literal(11)) }
            episode:
              - show: { x: 1 }
              - recall: { y: reshape(one_hot(numbers, 12), 24), z: literal(0, 1) }
              - recall: { y: zip(zeros(1, 12), 0.5 * columns(one_hot(literal(0), 12) + one_hot(literal(1), 12), 0, 12)) }
            loss: { y: softmax(12), z: softmax }
            """);
        Assert.Equal(
            """
            t, episode 0: 3 steps
              step 0 ABC
                in x █··
             out y 0
                      3
             out y 1  1▒
                      1▒
             out z 0  ·
             out z 1  █
            recalled  ^^

            phases: A show x; B recall y+z; C recall y
            other numbers: out y 12 at step 2 = 0.5, out y 13 at step 2 = 0.5

            """,
            TaskPreview.Render(new EpisodeSampler(task).Draw(new(1), 0)));
    }

    [Fact]
    public void Colours_are_codes_around_the_same_picture()
    {
        string plain = TaskPreview.Render(Draw()), painted = TaskPreview.Render(Draw(), new() { Colors = true });
        Assert.NotEqual(plain, painted);
        Assert.Equal(plain.Replace(" ", "", StringComparison.Ordinal), System.Text.RegularExpressions.Regex
            .Replace(painted, "\e\\[[0-9]+m", "").Replace(" ", "", StringComparison.Ordinal));
    }

    private static Episode Draw() => new EpisodeSampler(Repository.Define(Task)).Draw(new(1), 5);
}
