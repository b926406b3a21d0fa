using NeuralMemory.Results;
using NeuralMemory.Testing;

namespace NeuralMemory.Commands.Tests;

/// <summary>The example of a program with machines of its own: trained, killed and resumed, measured and drawn like those built in.</summary>
public sealed class OwnMachineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("my-gru", 12)]
    [InlineData("my-transformer", 2)]
    public void It_learns(string machine, double bits)
    {
        string run = _folder["run"];
        Own("train", Config(machine), "--out", run, "--quiet").Expect(ExitCodes.Done);
        double[] losses = [.. Losses(run)];
        Assert.True(losses[^1] < 0.6 * losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        double measured = Own("eval", run, "--json").Expect(ExitCodes.Done).Json.GetProperty("bits_per_sequence").GetDouble();
        Assert.InRange(measured, 0, bits);
        Assert.Contains("torch on cpu", Own("runs", "show", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    /// <summary>Its dropout and its running mean go on as if nothing had happened.</summary>
    [Fact]
    public void A_run_that_is_killed_and_resumed_comes_to_the_same_bits()
    {
        string killed = _folder["killed"], whole = _folder["whole"];
        string[] settings = ["--set", "training.checkpoint.every=30"];
        using (CommandProcess process = Start(
            ["train", Config("my-gru"), "--out", killed, "--json", "--set", "training.steps=1000000", .. settings]))
        {
            Assert.NotNull(process.ReadUntil("\"event\":\"progress\",\"step\":80"));
            process.Kill();
            Assert.Equal("", process.Wait().Error);
        }

        // It has gone as far as it came; both are given the same end a little beyond that.
        long latest = RunDirectory.Open(killed).Checkpoints().Latest()!.Value;
        Assert.InRange(latest, 60, 999_999);
        string steps = FormattableString.Invariant($"training.steps={latest + 70}");
        Own("resume", killed, "--set", steps, "--quiet").Expect(ExitCodes.Done);
        Own(["train", Config("my-gru"), "--out", whole, "--quiet", "--set", steps, .. settings]).Expect(ExitCodes.Done);
        SameRun.Assert(whole, killed);
        NamedArray mean = Assert.Single(
            RunDirectory.Open(whole).Checkpoints().Load().Weights, array => array.Name.StartsWith("buffer/", StringComparison.Ordinal));
        Assert.Contains(mean.Data.ToArray(), number => number != 0);
    }

    [Fact]
    public void A_picture_shows_where_its_heads_were()
    {
        string run = _folder["run"], picture = _folder["picture.svg"];
        string told = Own("train", Config("my-transformer"), "--out", run, "--set", "training.steps=20").Expect(ExitCodes.Done).Out;
        Assert.Contains($"\n  own-machine runs show {run}\n", told, StringComparison.Ordinal);
        Own("eval", run, "--set", "length=4", "--picture", picture).Expect(ExitCodes.Done);
        string drawn = File.ReadAllText(picture);
        Assert.Contains("head 4", drawn, StringComparison.Ordinal);
        Assert.Contains("9 slots", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_config_is_read_shown_and_checked_like_any_other()
    {
        string shown = Own("config", "show", Config("my-gru"), "--comments").Expect(ExitCodes.Done).Out;
        Assert.Contains("units: 64 ", shown, StringComparison.Ordinal);
        Assert.Contains("# Hidden units", shown, StringComparison.Ordinal);
        Assert.Contains("\"my-gru\"", Own("config", "schema").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("did you mean 'units'?", Wrong("machine.unit=3"), StringComparison.Ordinal);
        Assert.Contains("did you mean 'my-gru'?", Wrong("machine.kind=my-grru"), StringComparison.Ordinal);
        string elsewhere = Wrong("training.engine={kind: native}");
        Assert.Contains("a machine of kind my-gru runs on the engine torch alone, not on native", elsewhere, StringComparison.Ordinal);

        string Wrong(string setting) => Own("config", "show", Config("my-gru"), "--set", setting).Expect(ExitCodes.Usage).Error;
    }

    /// <summary>The command that was built without them does not know them.</summary>
    [Fact]
    public void The_command_itself_has_no_such_machine() =>
        Assert.Contains("unknown kind of machine 'my-gru'", InProcess.Run("config", "show", Config("my-gru")).Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);

    [Fact]
    public void What_the_module_throws_is_a_sentence()
    {
        string run = _folder["run"];
        Own("train", Config("my-transformer"), "--out", run, "--set", "training.steps=20", "--quiet").Expect(ExitCodes.Done);
        Assert.Equal(
            "error: the module 'MyTransformer' failed in Run: a sequence of 81 steps is longer than machine.longest, 64 (ArgumentException)\n",
            Own("eval", run, "--set", "length=40").Expect(ExitCodes.Failed).Error);
        Assert.Equal(
            "error: the module 'my-transformer' failed in Create: the width 30 is no multiple of the 4 heads (ArgumentException)\n",
            Own("train", Config("my-transformer"), "--set", "machine.width=30", "--out", _folder["none"]).Expect(ExitCodes.Failed).Error);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Theory]
    [InlineData("Program.cs", "csharp")]
    [InlineData("MyGru.cs", "csharp")]
    [InlineData("my-gru.yaml", "yaml")]
    public void The_manual_shows_its_files_as_they_are(string file, string language)
    {
        string manual = File.ReadAllText(Repository.Path("src", "NeuralMemory.Torch", "README.md")).ReplaceLineEndings("\n");
        string text = File.ReadAllText(Repository.Path("tests", "NeuralMemory.OwnMachine", file)).ReplaceLineEndings("\n");
        Assert.Contains($"\n```{language}\n{text}```\n", manual, StringComparison.Ordinal);
    }

    private static string Config(string machine) => Repository.Path("tests", "NeuralMemory.OwnMachine", $"{machine}.yaml");

    private static Outcome Own(params string[] arguments)
    {
        using CommandProcess process = Start(arguments);
        return process.Wait();
    }

    private static CommandProcess Start(string[] arguments) => CommandProcess.StartProgram(
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "own-machine.exe" : "own-machine"), Repository.Root, arguments);

    private static IEnumerable<double> Losses(string run) => RunDirectory.Open(run).ReadMetrics()
        .Where(record => record.Split == "train").Select(record => record.Values.Single(value => value.Name == "loss").Value);
}
