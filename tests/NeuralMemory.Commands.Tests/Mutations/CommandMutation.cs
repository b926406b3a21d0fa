namespace NeuralMemory.Commands.Tests;

/// <summary>What is done to a command line: an argument is left out, said twice, moved, or becomes another.</summary>
/// <param name="folder">What paths are in: what a mutated command writes lies there.</param>
/// <param name="run">A run that is looked at.</param>
/// <param name="config">The config of a small experiment.</param>
internal sealed class CommandMutation(string folder, string run, string config)
{
    private static readonly string[] Strange =
    [
        "", " ", "-", "--", "---", "-x", "--json", "--quiet", "--help", "-h", "--version", "--set", "--set=", "--grid", "--seed", "--nothing", "@",
        "@nothing", "[suggest:3]", "[parse]", "[debug]", "=", "a=b", "length", "length=", "=3", "length=[", "length=[1,", "length={a: 1}", "length=*a",
        "training.steps=", "training.steps.more=3", "machine=null", "machine={kind: lstm}", "machine.kind=lstm", "evaluation=null",
        "training.optimizer.rate=-0", "training.optimizer={kind: sgd, rate: 1e308}", "slots=[1,2]", "length=[20,10]", "..", "/", "/dev/null", ".",
        "~", "*", "$(x)", "a\nb", "nul\0l",
    ];

    /// <summary>A million is a number that may well be meant, and goes on for long.</summary>
    private static readonly string[] Extremes = [.. TextMutation.Extremes.Where(extreme => extreme != "1000000")];

    private readonly string[][] _lines =
    [
        ["task", "list"],
        ["task", "show", "copy"],
        ["task", "validate", "copy"],
        ["task", "preview", "copy", "--set", "length=5", "--seed", "3", "--episodes", "2"],
        ["task", "preview", "copy", "--svg", Path.Combine(folder, "preview.svg")],
        ["config", "show", config, "--set", "machine.memory.slots=256", "--comments"],
        ["config", "validate", config, "--set", "training.steps=6"],
        ["config", "schema"],
        ["train", config, "--set", "training.steps=2", "--seed", "7", "--threads", "1", "--out", Path.Combine(folder, "trained"), "--force"],
        ["train", config, "--dry-run", "--engine", "native", "--json"],
        ["resume", run, "--set", "training.steps=2", "--checkpoint", "2", "--threads", "1"],
        ["eval", run, "--set", "length=2", "--slots", "8", "--episodes", "2", "--grid", "length=[1,2]", "--checkpoint", "best", "--seed", "1"],
        ["eval", run, "--set", "length=2", "--slots", "8", "--picture", Path.Combine(folder, "seen.svg")],
        ["inspect", run, "--set", "length=2", "--episode", "3", "--out", Path.Combine(folder, "looked.svg")],
        ["reproduce", Testing.Repository.Path("configs", "reproductions", "ntm-2014"), "--seeds", "1..3", "--jobs", "2", "--dry-run"],
        ["replay", run, "--json"],
        ["runs", "list", Path.GetDirectoryName(run)!],
        ["runs", "list", Path.GetDirectoryName(run)!, "--where", "not (task = recall) and bits_per_sequence < 99", "--sort", "-step,seed", "--group"],
        ["runs", "note", run, "words"],
        ["runs", "tag", run, "+good", "-bad"],
        ["runs", "usage", Path.GetDirectoryName(run)!, "--group"],
        ["compare", Path.GetDirectoryName(run)!, "--solved", "bits_per_sequence < 3", "--bootstrap", "--statistic", "mean", "--latex"],
        ["runs", "show", run, "--json"],
        ["runs", "draw", run, "--grid", "--metric", "bit_errors_per_sequence", "--out", Path.Combine(folder, "drawn.svg")],
    ];

    /// <summary>A command line with one to three changes, none of which makes much work of it or writes elsewhere.</summary>
    public string[] Next(Dice dice)
    {
        List<string> line = [.. dice.Of(_lines)];
        for (int change = dice.Changes(); change > 0; change--)
            Change(line, dice);
        return [.. line];
    }

    private void Change(List<string> line, Dice dice)
    {
        int at = dice.Below(line.Count);
        // Without these a command does in earnest what it was to say, goes on for long, or writes somewhere.
        if (line.Count == 0 || line[at] is "train" or "reproduce" or "--dry-run" or "--set" or "training.steps=2" or "--out"
            || (at > 0 && line[at].StartsWith(folder, StringComparison.Ordinal) && line[at - 1] is "--out" or "--svg" or "--picture"))
            return;
        switch (dice.Below(6))
        {
            case 0:
                line.RemoveAt(at);
                break;
            case 1:
                line.Insert(at, line[at]);
                break;
            case 2:
                line[at] = dice.Of(Strange);
                break;
            case 3:
                line.Insert(at, dice.Of(Strange));
                break;
            case 4:
                line[at] = line[at][..(line[at].IndexOf('=', StringComparison.Ordinal) + 1)] + dice.Of(Extremes);
                break;
            default:
                line[at] = line[at].Insert(dice.Below(line[at].Length + 1), dice.Of(TextMutation.Characters));
                break;
        }
    }
}
