using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class TaskCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void List_names_every_shipped_task_with_its_description()
    {
        string list = CommandProcess.Run(Testing.Repository.Root, "task", "list").Expect(ExitCodes.Done).Out;
        foreach (string file in Directory.GetFiles(Testing.Repository.Path("tasks"), "*.yaml"))
            Assert.Contains(Path.GetFileNameWithoutExtension(file), list, StringComparison.Ordinal);
        Assert.Contains("Recall a sequence of random bit vectors after a delimiter.", list, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', list);
    }

    [Fact]
    public void List_without_a_task_folder_has_those_of_the_program() =>
        Assert.Matches(@"\n  copy +shipped +Recall", CommandProcess.Run(_folder.Path, "task", "list").Expect(ExitCodes.Done).Out);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void List_cuts_no_word_on_a_narrow_terminal(int width)
    {
        string list = InProcess.Run(["task", "list"], (output, error) => new(output, error) { IsInteractive = true, Width = width })
            .Expect(ExitCodes.Done).Out;
        // One word alone, such as the path of a repository that lies deep, is wider than a terminal may be, and stays whole.
        Assert.All(list.Split('\n').Where(line => line.Trim().Contains(' ', StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, width));
        string joined = list.Replace("\n  ", " ", StringComparison.Ordinal);
        Assert.Contains("\ntwo-way-key-value-csordas (", joined, StringComparison.Ordinal);
        Assert.Contains("tasks/two-way-key-value-csordas.yaml) Shown key-value pairs,", joined.Replace("  ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("Recall a sequence of random bit vectors after a delimiter.",
            joined, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_terminal_would_obey_is_shown_and_not_obeyed()
    {
        string task = _folder["evil.yaml"];
        File.WriteAllText(task, File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml"))
            .Replace("description: ", "description: \"\\e[2J\\x07gone\"\n# ", StringComparison.Ordinal));
        string text = InProcess.Run("task", "show", task).Expect(ExitCodes.Done).Out;
        Assert.Contains("\\u001B[2J\\u0007gone", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void A_path_without_a_file_is_answered_with_the_nearest() => Assert.Contains(
        "there is no task file 'tasks/cpy.yaml'; did you mean 'tasks/copy.yaml'?",
        CommandProcess.Run(Testing.Repository.Root, "task", "show", "tasks/cpy.yaml").Expect(ExitCodes.Usage).Error,
        StringComparison.Ordinal);

    [Fact]
    public void Show_summarises_the_task_and_prints_its_file()
    {
        string text = InProcess.Run("task", "show", "copy").Expect(ExitCodes.Done).Out;
        Assert.Contains("parameters: width = 8, length = [1, 20]", text, StringComparison.Ordinal);
        Assert.Contains("inputs:     data (8), end (1)", text, StringComparison.Ordinal);
        Assert.Contains("steps:      3 to 41", text, StringComparison.Ordinal);
        Assert.EndsWith(File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml")), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_says_what_is_read_and_what_comes_back()
    {
        string text = InProcess.Run("task", "show", "phrases").Expect(ExitCodes.Done).Out;
        Assert.Matches(
            @"corpus:     corpora/english-french.tsv, 1,\d+ lines, \d+ held out \(\d+ of them to test on\); english: \d+ symbols, "
            + @"french: \d+ symbols\n", text);
        Assert.Contains(
            "feedback:   french comes back in french; a free answer has at most 20 steps, beam 4\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("parameters:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_accepts_every_shipped_task()
    {
        string[] files = Directory.GetFiles(Testing.Repository.Path("tasks"), "*.yaml");
        Outcome outcome = InProcess.Run(["task", "validate", .. files]).Expect(ExitCodes.Done);
        Assert.Equal(files.Length, outcome.Out.Split(": ok, ").Length - 1);
        Assert.Contains("copy.yaml: ok, 3 steps (length = 1) to 41 steps (length = 20)\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("; acknowledged: ambiguous-answer: values are drawn independently", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_lists_the_problems_of_all_files()
    {
        string good = File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml"));
        File.WriteAllText(_folder["one.yaml"], good.Replace("bits(length, width)", "bits(lenght, width)", StringComparison.Ordinal));
        File.WriteAllText(_folder["two.yaml"], good.Replace("loss: bits", "loss: bitz", StringComparison.Ordinal));
        Outcome outcome = InProcess.Run("task", "validate", _folder["one.yaml"], _folder["two.yaml"]).Expect(ExitCodes.Usage);
        Assert.Contains("did you mean 'length'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'bits'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("one.yaml:19:", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(" problems\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Out);
    }

    [Fact]
    public void Preview_draws_what_was_asked_for_the_same_each_time()
    {
        string[] command = ["task", "preview", "copy", "--set", "length=5", "--set", "width=2", "--seed", "3", "--episodes", "2"];
        string text = InProcess.Run(command).Expect(ExitCodes.Done).Out;
        Assert.Contains("copy, episode 0: width = 2, length = 5, 11 steps", text, StringComparison.Ordinal);
        Assert.Contains("copy, episode 1: ", text, StringComparison.Ordinal);
        Assert.Equal(text, InProcess.Run(command).Out);
        command[^3] = "4";
        Assert.NotEqual(text, InProcess.Run(command).Out);
    }

    [Fact]
    public void Preview_shows_what_an_evaluation_would_be_fed()
    {
        // The repeats are standardized by the range that is trained, [1, 10]: 4 is (4 - 5.5) / sqrt(99 / 12).
        JsonElement json = InProcess.Run("task", "preview", "repeat-copy", "--set", "repeats=4", "--json").Expect(ExitCodes.Done).Json;
        int column = json.GetProperty("inputs").EnumerateArray()
            .TakeWhile(channel => channel.GetProperty("name").GetString() != "count")
            .Sum(channel => channel.GetProperty("width").GetInt32());
        double[] shown = [.. json.GetProperty("episodes")[0].GetProperty("inputs").EnumerateArray().Select(row => row[column].GetDouble())];
        Assert.Equal((4 - 5.5) / Math.Sqrt(99 / 12.0), Assert.Single(shown, value => value != 0), 1e-6);
    }

    [Fact]
    public void Preview_in_json_holds_every_number()
    {
        JsonElement json = InProcess.Run("task", "preview", "copy", "--set", "length=3", "--set", "width=2", "--episodes", "2", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(2, json.GetProperty("episodes").GetArrayLength());
        JsonElement episode = json.GetProperty("episodes")[1];
        Assert.Equal(3, episode.GetProperty("parameters").GetProperty("length").GetInt32());
        Assert.Equal(7, episode.GetProperty("inputs").GetArrayLength());
        Assert.Equal(
            [false, false, false, false, true, true, true],
            episode.GetProperty("recalled").EnumerateArray().Select(step => step.GetBoolean()));
        for (int step = 0; step < 3; step++)
            for (int bit = 0; bit < 2; bit++)
                Assert.Equal(
                    episode.GetProperty("inputs")[step][bit].GetDouble(), episode.GetProperty("targets")[4 + step][bit].GetDouble());
    }

    [Fact]
    public void Preview_draws_a_picture_to_a_file()
    {
        string file = _folder["copy.svg"];
        string[] command = ["task", "preview", "copy", "--set", "length=5", "--seed", "3", "--svg", file];
        Assert.Equal($"picture of the episode: {file}\n", InProcess.Run(command).Expect(ExitCodes.Done).Out);
        string svg = File.ReadAllText(file);
        Assert.StartsWith("<svg ", svg, StringComparison.Ordinal);
        Assert.Contains("width = 8, length = 5, 11 steps", svg, StringComparison.Ordinal);
        InProcess.Run(command).Expect(ExitCodes.Done);
        Assert.Equal(svg, File.ReadAllText(file));
    }

    [Fact]
    public void Preview_in_json_tells_which_targets_are_scored_and_what_the_reference_pays()
    {
        JsonElement episode = InProcess.Run("task", "preview", "dynamic-n-grams", "--json").Expect(ExitCodes.Done).Json
            .GetProperty("episodes")[0];
        Assert.Equal(200, episode.GetProperty("mask").GetArrayLength());
        Assert.All(episode.GetProperty("mask").EnumerateArray(), row => Assert.Equal(1, row[0].GetInt32()));
        Assert.InRange(episode.GetProperty("reference_bits").GetDouble(), 40, 200);
    }

    [Fact]
    public void Validate_tells_scripts_the_lengths_of_the_extremes()
    {
        JsonElement copy = InProcess.Run("task", "validate", Testing.Repository.Path("tasks", "copy.yaml"), "--json")
            .Expect(ExitCodes.Done).Json[0];
        Assert.Equal((3, 41), (copy.GetProperty("shortest").GetInt32(), copy.GetProperty("longest").GetInt32()));
    }

    [Fact]
    public void List_and_show_have_a_form_for_scripts()
    {
        JsonElement copy = InProcess.Run("task", "list", "--json").Expect(ExitCodes.Done).Json.EnumerateArray()
            .Single(task => task.GetProperty("name").GetString() == "copy");
        Assert.Equal(0, copy.GetProperty("problems").GetArrayLength());
        Assert.Equal("[1,20]", copy.GetProperty("parameters").GetProperty("length").GetRawText().Replace("\n", "").Replace(" ", ""));
        JsonElement shown = InProcess.Run("task", "show", "copy", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(copy.GetProperty("version").GetInt32(), shown.GetProperty("version").GetInt32());
        Assert.Equal(
            ["data", "end"], shown.GetProperty("inputs").EnumerateArray().Select(channel => channel.GetProperty("name").GetString()));
        Assert.Equal(8, shown.GetProperty("targets")[0].GetProperty("width").GetInt32());
        Assert.Equal(File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml")), shown.GetProperty("text").GetString());
    }

    [Fact]
    public void Validate_tells_scripts_where_each_problem_is()
    {
        string good = Testing.Repository.Path("tasks", "copy.yaml");
        File.WriteAllText(_folder["bad.yaml"], File.ReadAllText(good).Replace("loss: bits", "loss: bitz", StringComparison.Ordinal));
        Outcome outcome = InProcess.Run("task", "validate", good, _folder["bad.yaml"], "--json").Expect(ExitCodes.Usage);
        Assert.Equal("", outcome.Error);
        Assert.Equal([true, false], outcome.Json.EnumerateArray().Select(file => file.GetProperty("valid").GetBoolean()));
        JsonElement problem = Assert.Single(outcome.Json[1].GetProperty("problems").EnumerateArray());
        Assert.Equal(_folder["bad.yaml"], problem.GetProperty("file").GetString());
        Assert.Equal("loss: bitz", File.ReadAllLines(_folder["bad.yaml"])[problem.GetProperty("line").GetInt32() - 1]);
        Assert.Equal(7, problem.GetProperty("column").GetInt32());
        Assert.Contains("did you mean 'bits'?", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
