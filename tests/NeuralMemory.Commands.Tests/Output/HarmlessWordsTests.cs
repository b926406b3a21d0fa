using System.Text.Json;
using System.Xml.Linq;

namespace NeuralMemory.Commands.Tests;

/// <summary>Words of a corpus that a terminal would obey: it does not get to see them, wherever they are printed.</summary>
public sealed class HarmlessWordsTests : IDisposable
{
    private const string Evil = "\e[2Jgone", Shown = "\\u001B[2Jgone";

    private readonly TemporaryFolder _folder = new();

    public HarmlessWordsTests()
    {
        NamesTask.Write(_folder, "text(name, line)");
        foreach (string file in (string[])["names.tsv", "names.yaml"])
            File.WriteAllText(_folder[file], File.ReadAllText(_folder[file])
                .Replace("a woman", $"a {Evil}", StringComparison.Ordinal)
                .Replace("anne", "a\u009Bnn\u0007e", StringComparison.Ordinal));
        File.WriteAllText(_folder["config.yaml"], """
            name: names
            task: ./names.yaml
            machine: { kind: seq2seq, units: 8 }
            training: { steps: 5, batch: 4, threads: 1 }
            evaluation: { every: 5, episodes: 4 }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_preview_shows_them_and_is_not_obeyed()
    {
        string text = Said("task", "preview", _folder["names.yaml"], "--episodes", "8");
        Assert.Contains($"a {Shown}", text, StringComparison.Ordinal);
        Assert.Contains("\\u009B n n \\u0007", text, StringComparison.Ordinal);
        Said("task", "show", _folder["names.yaml"]);
    }

    [Fact]
    public void Answers_and_alignments_show_them_and_are_not_obeyed()
    {
        string run = _folder["run"];
        Said("train", _folder["config.yaml"], "--out", run);
        Assert.Contains($"wanted  a {Shown}", Said("eval", run, "--answers", "4"), StringComparison.Ordinal);
        string[] forced = ["inspect", run, "--text", "a\u009Bnn\u0007e", "--answer", $"a {Evil}", "--out", _folder["seen.svg"]];
        string text = Said(forced);
        Assert.Contains("read:  a \\u009B n n \\u0007 e\n", text, StringComparison.Ordinal);
        // Said, or wanted where something else was said.
        Assert.Contains(Shown, text, StringComparison.Ordinal);
        // The picture is XML, which has no place for them.
        Assert.Contains(Shown, XDocument.Load(_folder["seen.svg"]).Root!.Value, StringComparison.Ordinal);
        // A script gets the words as they are.
        JsonElement json = InProcess.Run([.. forced, "--json"]).Expect(ExitCodes.Done).Json;
        Assert.Contains(json.GetProperty("steps").EnumerateArray(), step => step.GetProperty("wanted").GetString() == Evil);
    }

    [Fact]
    public void Words_in_the_files_of_a_run_are_not_obeyed_either()
    {
        string run = _folder["run"];
        Said("train", _folder["config.yaml"], "--out", run);
        string status = Path.Combine(run, "status.json");
        File.WriteAllText(status, File.ReadAllText(status).Replace("all 5 steps", "\\u001b[2Jgone", StringComparison.Ordinal));
        Assert.Contains($"state:       done: {Shown}", Said("runs", "show", run), StringComparison.Ordinal);
        Said("runs", "list", run);
        File.WriteAllText(status, "{ \"\\u001b[2Jgone\": 1, \"state\": \"\\u001b]0;x\" }");
        Said("runs", "show", run);
    }

    [Fact]
    public void A_file_name_in_an_error_is_not_obeyed() =>
        Assert.Contains(Shown, Heard("train", _folder[$"{Evil}.yaml"]).Error, StringComparison.Ordinal);

    private static string Said(params string[] arguments)
    {
        Outcome outcome = Heard(arguments);
        return outcome.Expect(ExitCodes.Done).Out;
    }

    private static Outcome Heard(params string[] arguments)
    {
        Outcome outcome = InProcess.Run(arguments);
        Assert.DoesNotContain(outcome.Out + outcome.Error, c => char.IsControl(c) && c is not ('\n' or '\t'));
        return outcome;
    }
}
