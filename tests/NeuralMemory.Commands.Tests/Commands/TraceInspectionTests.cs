using System.Text.Json;
using NeuralMemory.Testing;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>inspect</c> of traces and lists of them, its offline pages, and the gallery that is made by it.</summary>
public sealed class TraceInspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_gallery_is_what_the_command_makes_of_its_traces()
    {
        string page = _folder["index.html"], picture = _folder["gallery.svg"];
        InProcess.Run("inspect", Gallery("gallery.yaml"), "--page", page).Expect(ExitCodes.Done);
        Assert.Equal(File.ReadAllText(Gallery("index.html")).ReplaceLineEndings("\n"), File.ReadAllText(page));
        InProcess.Run("inspect", Gallery("copy.npz"), "--view", "memory", "--out", picture).Expect(ExitCodes.Done);
        Assert.Equal(File.ReadAllText(Gallery("gallery.svg")).ReplaceLineEndings("\n"), File.ReadAllText(picture));
        Assert.All(Directory.GetFiles(Gallery(""), "*.npz"), trace => Assert.InRange(new FileInfo(trace).Length, 1, 150_000));
        Assert.InRange(new FileInfo(picture).Length, 1, 200_000);
    }

    [Fact]
    public void A_trace_is_drawn_as_its_run_is_and_makes_the_same_page()
    {
        string run = Train(), trace = _folder["copy.npz"];
        InProcess.Run("trace", run, "--out", trace, "--episode", "2", "--links", "--compressed").Expect(ExitCodes.Done);
        InProcess.Run("inspect", run, "--episode", "2", "--out", _folder["run.svg"], "--page", _folder["run.html"]).Expect(ExitCodes.Done);
        JsonElement json = InProcess.Run("inspect", trace, "--out", _folder["trace.svg"], "--page", _folder["trace.html"], "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(File.ReadAllText(_folder["run.csv"]), File.ReadAllText(_folder["trace.csv"]));
        Assert.Equal(File.ReadAllText(_folder["run.html"]), File.ReadAllText(_folder["trace.html"]));
        Assert.Equal((_folder["trace.html"], "bits"), (json.GetProperty("page").GetString(), json.GetProperty("unit").GetString()));
        string text = InProcess.Run("inspect", trace, "--first", "1", "--steps", "2", "--page", _folder["part.html"])
            .Expect(ExitCodes.Done).Out;
        Assert.Contains($"page: {_folder["part.html"]}", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("\"first\":1,\"steps\":2,", File.ReadAllText(_folder["part.html"]), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["copy.svg"]));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_a_sentence()
    {
        string run = Train(), trace = _folder["copy.npz"];
        InProcess.Run("trace", run, "--out", trace).Expect(ExitCodes.Done);
        Refused(ExitCodes.Usage, "--page: 'a.pdf': a page is HTML; give a name such as 'a.html'", "inspect", run, "--page", "a.pdf");
        Refused(ExitCodes.Usage, "--slots: it is about a run", "inspect", trace, "--slots", "7");
        Refused(ExitCodes.Usage, "--view: maps are drawn of runs", "inspect", trace, "--view", "maps");
        Refused(ExitCodes.Usage, "--first: there is no step 999", "inspect", trace, "--first", "999");
        Refused(ExitCodes.Usage, "--compare: one checkpoint's memory", "inspect", run, "--view", "memory", "--compare", "1");
        Refused(ExitCodes.Usage, "--at: it is a step of the memory", "inspect", run, "--at", "1");
        Refused(ExitCodes.Usage, "--at: it is a step of the memory", "inspect", trace, "--at", "1");
        Refused(ExitCodes.Usage, "--at: there is no step 999", "inspect", trace, "--view", "memory", "--at", "999");
        Refused(ExitCodes.Usage, "say where it goes, as in --page index.html", "inspect", Gallery("gallery.yaml"));
        Refused(ExitCodes.Usage, "nowhere.npz", "inspect", _folder["nowhere.npz"]);
        File.WriteAllText(_folder["broken.npz"], "no archive");
        Refused(ExitCodes.Failed, "is damaged: it is no .npz file", "inspect", _folder["broken.npz"]);
    }

    private static string Gallery(string name) => Repository.Path("results", "gallery", name);

    private static void Refused(int code, string message, params string[] command)
    {
        Outcome outcome = InProcess.Run(command).Expect(code);
        Assert.Contains(message, outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private string Train()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 3), "--out", run, "--quiet").Expect(ExitCodes.Done);
        return run;
    }
}
