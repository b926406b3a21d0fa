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
