using System.Diagnostics;
using System.Text;

namespace NeuralMemory.Results.Tests;

public sealed class RunJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private RunJournal Journal => new(File, Path.Combine(_folder.Path, "journal"));

    private string File => Path.Combine(_folder.Path, "journal.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_read_and_an_end_belongs_to_its_beginning()
    {
        Assert.Empty(Journal.Read());
        JournalEntry began = Entry("train", 0) with { Command = "neuralmemory train x.yaml", Overrides = ["a=1"] };
        JournalEntry other = Entry("eval", 5) with { Process = began.Process + 1 };
        Journal.Append(began);
        Journal.Append(other with { Source = new() { Commit = "abc", Untracked = ["x"] } });
        Journal.Append(began.End(Noon.AddHours(1), 7, "done", "all 7 steps are made"));
        IReadOnlyList<JournalEntry> read = Journal.Read();
        Assert.Equal([JournalEvent.Began, JournalEvent.Began, JournalEvent.Ended], read.Select(entry => entry.Event));
        Assert.Equal((began.Command, "a=1", 0L), (read[0].Command, read[0].Overrides!.Single(), read[0].Step));
        Assert.Equal(("done", "all 7 steps are made", 7L), (read[2].Outcome, read[2].Reason, read[2].Step));
        Assert.True(read[2].Ends(read[0]));
        Assert.False(read[2].Ends(read[1]));
        Assert.False(read[1].Ends(read[0]));
        Assert.Null(read[2].Version);
        Assert.Equal(("abc", null, "x"), (read[1].Source!.Commit, read[1].Source!.Patch, read[1].Source!.Untracked.Single()));
    }

    [Fact]
    public void A_torn_line_counts_for_nothing_and_is_in_nobodys_way()
    {
        Journal.Append(Entry("train", 0));
        string whole = System.IO.File.ReadAllText(File);
        System.IO.File.AppendAllText(File, whole[..(whole.Length / 2)]);
        Assert.Single(Journal.Read());
        Journal.Append(Entry("resume", 3));
        Assert.Equal(["train", "resume"], Journal.Read().Select(entry => entry.What));
        Assert.Equal(whole, System.IO.File.ReadAllText(File)[..whole.Length]);
    }

    [Fact]
    public void What_is_no_line_of_a_journal_is_passed_over()
    {
        Journal.Append(Entry("train", 0));
        System.IO.File.AppendAllText(File, "{\"event\": \"nonsense\"}\n\n[]\n");
        Journal.Append(Entry("resume", 3));
        Assert.Equal(2, Journal.Read().Count);
        System.IO.File.WriteAllText(File, "");
        Assert.Empty(Journal.Read());
    }

    [Fact]
    public async Task Many_that_write_at_once_lose_no_line()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (int i = 0; i < 10; i++)
                Journal.Append(Entry("eval", writer * 100 + i));
        })));
        Assert.Equal(40, Journal.Read().Select(entry => entry.Step).Distinct().Count());
    }

    [Fact]
    public void Uncommitted_changes_are_kept_once_and_applied_by_git()
    {
        string tree = NewRepository();
        Assert.Equal((null, false), (Keep(tree)!.Patch, Keep(tree)!.Cut));
        System.IO.File.WriteAllText(Path.Combine(tree, "below", "task.yaml"), "changed\n");
        System.IO.File.WriteAllText(Path.Combine(tree, "new file.txt"), "new\n");
        JournalSource source = Keep(Path.Combine(tree, "below"))!;
        Assert.Equal(["new file.txt"], source.Untracked);
        Assert.Equal(Git(tree, "rev-parse", "HEAD").Trim(), source.Commit);
        Assert.Equal(source.Patch, Keep(tree)!.Patch);
        string patch = Path.Combine(_folder.Path, "journal", source.Patch!);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "journal")));
        Assert.Equal(System.IO.File.ReadAllText(patch), Journal.ReadPatch(Entry("train", 0) with { Source = source }));
        Git(tree, "checkout", "--", ".");
        Git(tree, "apply", patch);
        Assert.Equal("changed\n", System.IO.File.ReadAllText(Path.Combine(tree, "below", "task.yaml")));
    }

    [Fact]
    public void A_long_patch_is_cut_and_says_so()
    {
        string tree = NewRepository();
        System.IO.File.WriteAllText(
            Path.Combine(tree, "below", "task.yaml"), new StringBuilder().Insert(0, "0123456789\n", 200_000).ToString());
        JournalSource source = Keep(tree)!;
        Assert.True(source.Cut);
        Assert.Equal(1 << 20, new FileInfo(Path.Combine(_folder.Path, "journal", source.Patch!)).Length);
    }

    [Fact]
    public void Where_there_is_no_work_tree_nothing_is_said()
    {
        Assert.Null(Keep(_folder.Path));
        // Nor where it only seems to be one.
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".git"));
        Assert.Null(Keep(_folder.Path));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "journal")));
    }

    private JournalSource? Keep(string around) => Journal.KeepChanges(WorkTreeLook.Begin(around));

    private string NewRepository()
    {
        string tree = Path.Combine(_folder.Path, "tree");
        Directory.CreateDirectory(Path.Combine(tree, "below"));
        System.IO.File.WriteAllText(Path.Combine(tree, "below", "task.yaml"), "task\n");
        Git(tree, "init", "--quiet");
        // What its owner has set for his eyes.
        Git(tree, "config", "diff.noprefix", "true");
        Git(tree, "config", "color.diff", "always");
        Git(tree, "add", ".");
        Git(tree, "-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "commit", "--quiet", "-m", "first");
        return tree;
    }

    private static string Git(string folder, params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }

    private static JournalEntry Entry(string what, long step) => JournalEntry.Begin(typeof(RunJournalTests).Assembly, Noon, what, step);
}
