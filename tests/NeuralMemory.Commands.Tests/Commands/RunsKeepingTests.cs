using System.Text.Json;
using NeuralMemory.Analysis.Tests;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Notes, tags, the trash, and what runs take of the disk.</summary>
public sealed class RunsKeepingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _run;

    public RunsKeepingTests()
    {
        _run = new WrittenRun().At(_folder["copy", "seed-1"]);
        new WrittenRun { Seed = 2 }.At(_folder["copy", "seed-2"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_note_is_written_shown_and_taken_away()
    {
        Assert.Equal("there is no note\n", Done("note", _run));
        Assert.Equal("", Done("note", _run, "the", "memory stayed empty"));
        Assert.Equal("the memory stayed empty\n", Done("note", _run));
        Assert.Equal("the memory stayed empty\n", File.ReadAllText(Path.Combine(_run, "note.txt")));
        Assert.Contains("written:     the memory stayed empty\n", Done("show", _run), StringComparison.Ordinal);
        Done("note", _run, "--clear");
        Assert.False(File.Exists(Path.Combine(_run, "note.txt")));
        Assert.StartsWith("error: --clear takes the note away", Refused("note", _run, "words", "--clear"), StringComparison.Ordinal);
        Assert.StartsWith("error: there is no run", Refused("note", _folder["none"], "words"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_are_added_taken_away_and_found()
    {
        Assert.Equal("there is no tag\n", Done("tag", _run));
        Assert.Equal("good odd\n", Done("tag", _run, "+odd", "+good"));
        Assert.Equal("good\n", Done("tag", _run, "-odd"));
        Assert.Contains("tags:        good\n", Done("show", _run), StringComparison.Ordinal);
        Assert.Equal(_run, Tagged("good").Single().GetProperty("path").GetString());
        // Those of a group are those of its runs.
        Done("tag", _folder["copy"], "+all");
        Assert.Equal(2, Tagged("all").Count());
        Assert.StartsWith("error: 'good' is no change of a tag: write +good to add it, or -good to take it away",
            Refused("tag", _run, "good"), StringComparison.Ordinal);
        Assert.StartsWith("error: '+a,b' is no change of a tag", Refused("tag", _run, "+a,b"), StringComparison.Ordinal);
        Assert.StartsWith("error: 'tag' has no option '--jsn'", Refused("tag", _run, "--jsn"), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_removed_and_restored()
    {
        string text = Done("remove", _run);
        Assert.Equal($"removed: {_run}, now {_folder["copy", ".trash", "seed-1"]}\n", text);
        Assert.DoesNotContain("seed-1", Done("list", _folder.Path), StringComparison.Ordinal);
        Assert.Equal($"restored: {_run}\n", Done("restore", _run));
        Assert.Equal($"removed: {_folder["copy"]} (2 runs), now {_folder[".trash", "copy"]}\n", Done("remove", _folder["copy"]));
        Done("restore", _folder["copy"]);
        Assert.Equal($"deleted: {_run}\n", Done("remove", _run, "--permanently"));
        Assert.False(Directory.Exists(_run));
    }

    [Fact]
    public void A_run_in_use_keeps_no_other()
    {
        using (RunDirectory.OpenForWriting(_run))
        {
            Outcome outcome = InProcess.Run("runs", "remove", _run, _folder["copy", "seed-2"]).Expect(ExitCodes.Failed);
            Assert.StartsWith($"error: the run '{_run}' is in use by process ", outcome.Error, StringComparison.Ordinal);
            Assert.StartsWith("removed: ", outcome.Out, StringComparison.Ordinal);
        }

        Assert.True(Directory.Exists(_run));
        Assert.False(Directory.Exists(_folder["copy", "seed-2"]));
    }

    [Fact]
    public void What_runs_take_of_the_disk_is_shown_the_largest_first()
    {
        new WrittenRun { HasCheckpoint = true, Seed = 3, Curve = [.. Enumerable.Repeat(1.0, 200)] }.At(_folder["copy", "seed-3"]);
        string text = Done("usage", _folder.Path);
        Assert.True(text.IndexOf("seed-3", StringComparison.Ordinal) < text.IndexOf("seed-1", StringComparison.Ordinal));
        Assert.Contains("together", text, StringComparison.Ordinal);
        JsonElement json = InProcess.Run("runs", "usage", _folder.Path, "--group", "--json").Expect(ExitCodes.Done).Json;
        JsonElement group = Assert.Single(json.GetProperty("runs").EnumerateArray());
        Assert.Equal((_folder["copy"], 3), (group.GetProperty("path").GetString(), group.GetProperty("runs").GetInt32()));
        Assert.True(group.GetProperty("checkpoint_bytes").GetInt64() > 0);
        Done("remove", _run);
        Assert.Contains("in the trash: ", Done("usage", _folder.Path), StringComparison.Ordinal);
        Assert.StartsWith("error: there is no run 'no-such-folder'", Refused("usage", "no-such-folder"), StringComparison.Ordinal);
    }

    private JsonElement.ArrayEnumerator Tagged(string tag) =>
        InProcess.Run("runs", "list", _folder.Path, "--where", $"tag = {tag}", "--json").Expect(ExitCodes.Done).Json.EnumerateArray();

    private static string Done(params string[] arguments) => InProcess.Run(["runs", .. arguments]).Expect(ExitCodes.Done).Out;

    private static string Refused(params string[] arguments) => InProcess.Run(["runs", .. arguments]).Expect(ExitCodes.Usage).Error;
}
