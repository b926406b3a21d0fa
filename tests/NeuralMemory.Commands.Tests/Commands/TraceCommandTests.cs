using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>trace</c>, and names of pictures.</summary>
public sealed class TraceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_traced_into_a_file_of_arrays()
    {
        string run = Train(), file = _folder["trace.npz"];
        JsonElement json = InProcess.Run("trace", run, "--out", file, "--set", "length=3", "--slots", "9", "--links", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal((file, 7, "bits"), (
            json.GetProperty("file").GetString(), json.GetProperty("steps").GetInt32(), json.GetProperty("unit").GetString()));
        Assert.Equal(new FileInfo(file).Length, json.GetProperty("bytes").GetInt64());
        using NpzReader arrays = NpzReader.Open(file);
        Assert.Equal([7, 1, 9, 9], arrays.Read("links/values").Shape);
        string text = InProcess.Run("trace", run, "--out", file, "--episode", "4").Expect(ExitCodes.Done).Out;
        Assert.Matches("^episode [0-9]+: [0-9]+ steps, [0-9]+ of [0-9]+ bits wrong; arrays: ", text);
        using NpzReader again = NpzReader.Open(file);
        Assert.False(again.Has("links/values"));
        Assert.Contains("\"episode\":4", again.Read("about").ToTexts().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Something_is_changed_in_the_episode()
    {
        string run = Train(), file = _folder["trace.npz"];
        JsonElement json = InProcess.Run("trace", run, "--out", file, "--set", "length=3", "--json",
            "--poke", "input:1:0=0.5", "--poke", "memory:2:1:0=7", "--poke", "clamp:write/gates@4=0").Expect(ExitCodes.Done).Json;
        string[] pokes = ["input:1:0=0.5", "memory:2:1:0=7", "clamp:write/gates@4=0"];
        Assert.Equal(pokes, json.GetProperty("pokes").EnumerateArray().Select(each => each.GetString()!));
        using NpzReader arrays = NpzReader.Open(file);
        Assert.Equal(0.5f, arrays.Read("inputs").ToArray<float>()[(int)arrays.Read("inputs").Shape[1]]);
        Assert.Equal(0, arrays.Read("write/gates").ToArray<float>()[4]);
        using JsonDocument about = JsonDocument.Parse(arrays.Read("about").ToTexts().Single());
        Assert.Equal(pokes, about.RootElement.GetProperty("pokes").EnumerateArray().Select(each => each.GetString()!));
        const string told = "; poked: input:1:0=0.5, memory:";
        string picture = Path.ChangeExtension(file, ".svg"), page = Path.ChangeExtension(file, ".html");
        foreach (string view in (string[])["episode", "memory"])
        {
            Outcome shown = InProcess.Run("inspect", file, "--view", view, "--out", picture, "--page", page).Expect(ExitCodes.Done);
            Assert.Contains(told, shown.Out, StringComparison.Ordinal);
            Assert.Contains(told, File.ReadAllText(picture), StringComparison.Ordinal);
        }

        Assert.Contains(told, File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains(", poked: ", InProcess.Run("trace", run, "--out", file, "--poke", "input:1:0=0.5").Expect(ExitCodes.Done).Out,
            StringComparison.Ordinal);
        Refused(ExitCodes.Usage, "did you mean 'input'?", "trace", run, "--out", file, "--poke", "inptu:1:0=1");
        Refused(ExitCodes.Usage, "--poke input:999:0=1: there is no step 999", "trace", run, "--out", file, "--poke", "input:999:0=1");
    }

    [Fact]
    public void Nonsense_is_refused_before_anything_is_computed()
    {
        string run = Train();
        Refused(ExitCodes.Usage, "--out: arrays are written as .npz; name the file, such as", "trace", run, "--out", _folder["a.csv"]);
        Refused(ExitCodes.Usage, "there is no such folder", "trace", run, "--out", _folder["nowhere", "a.npz"]);
        Refused(ExitCodes.Usage, "there is no checkpoint", "trace", run, "--out", _folder["a.npz"], "--checkpoint", "77");
        Refused(ExitCodes.Usage, "the task 'copy' has no", "trace", run, "--out", _folder["a.npz"], "--set", "lenght=4");
        Refused(ExitCodes.Usage, "nowhere", "trace", _folder["nowhere"], "--out", _folder["a.npz"]);
        Assert.False(File.Exists(_folder["a.npz"]));
    }

    [Theory]
    [InlineData("rsvg-convert -o a.png a.svg", "eval", "RUN", "--picture", "a.png")]
    [InlineData("rsvg-convert -o a.png a.svg", "runs", "draw", "RUN", "--out", "a.png")]
    [InlineData("rsvg-convert -o a.PNG a.svg", "task", "preview", "copy", "--svg", "a.PNG")]
    [InlineData("rsvg-convert -f pdf -o a.pdf a.svg", "inspect", "RUN", "--out", "a.pdf")]
    [InlineData("magick a.svg a.jpg", "inspect", "RUN", "--out", "a.jpg")]
    public void A_name_that_promises_another_kind_of_picture_is_refused_with_how_to_get_one(string how, params string[] command)
    {
        string run = Train();
        Refused(ExitCodes.Usage, how, [.. command.Select(word => word == "RUN" ? run : word)]);
    }

    private static void Refused(int code, string message, params string[] command) => Assert.Contains(
        message, InProcess.Run(command).Expect(code).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);

    private string Train()
    {
        File.WriteAllText(_folder["copier.yaml"], """
            name: copier
            task: copy
            machine: { kind: dnc, controller: { units: 6 }, memory: { slots: 8, width: 4 } }
            training: { steps: 2, batch: 2, threads: 1, optimizer: { kind: adam, rate: 1e-2 } }
            """);
        string run = _folder["run"];
        InProcess.Run("train", _folder["copier.yaml"], "--out", run).Expect(ExitCodes.Done);
        return run;
    }
}
