using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class CurriculumTests : IDisposable
{
    /// <summary>A level of two steps: a window of two batches of 4 that is always good enough.</summary>
    private static readonly string[] Curriculum =
        ["--set", "training.curriculum={kind: threshold, start: {length: 2}, metric: bits_per_sequence, below: 1000, window: 8}"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_tells_its_levels_as_they_come()
    {
        Outcome outcome = InProcess.Run(["train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], .. Curriculum])
            .Expect(ExitCodes.Done);
        Assert.Contains("curriculum: threshold, 3 levels from length = [1, 2] to length = [1, 4], "
            + "the next when bits_per_sequence of 8 sequences is below 1000\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("level 2 of 3 after step 2: length = [1, 3]\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("level 3 of 3 after step 4: length = [1, 4]\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("  level 3/3  ", outcome.Out, StringComparison.Ordinal);
        Outcome show = InProcess.Run("runs", "show", _folder["run"]).Expect(ExitCodes.Done);
        Assert.Contains("last curriculum, step 4: level 3, highest_length 4\n", show.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_reads_them_too()
    {
        Outcome outcome = InProcess.Run(["train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], "--json", .. Curriculum])
            .Expect(ExitCodes.Done);
        JsonElement[] events = [.. outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement level = events.First(each => each.GetProperty("event").GetString() == "level");
        Assert.Equal((2, 8, 2, 3), (level.GetProperty("step").GetInt32(), level.GetProperty("sequences").GetInt32(),
            level.GetProperty("level").GetInt32(), level.GetProperty("levels").GetInt32()));
        Assert.Equal("[1,3]", level.GetProperty("parameters").GetProperty("length").GetRawText());
        Assert.Equal(3, events.Last(each => each.GetProperty("event").GetString() == "progress").GetProperty("level").GetInt32());
    }

    [Fact]
    public void A_dry_run_tells_all_levels()
    {
        string[] dry = ["train", _folder.WriteConfig(), "--out", _folder["run"], "--dry-run", .. Curriculum];
        Assert.Contains("curriculum: threshold, 3 levels", InProcess.Run(dry).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        JsonElement levels = InProcess.Run([.. dry, "--json"]).Expect(ExitCodes.Done).Json.GetProperty("levels");
        Assert.Equal("[1,2] [1,3] [1,4]", string.Join(' ', levels.EnumerateArray()
            .Select(level => level.GetProperty("length").EnumerateArray().ToArray()).Select(range => $"[{range[0]},{range[1]}]")));
        JsonElement without = InProcess.Run("train", _folder.WriteConfig(), "--dry-run", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(JsonValueKind.Null, without.GetProperty("levels").ValueKind);
    }

    [Fact]
    public void A_linear_curriculum_says_when_it_rises()
    {
        Outcome outcome = InProcess.Run("train", _folder.WriteConfig(), "--out", _folder["run"], "--dry-run",
            "--set", "training.curriculum={kind: linear, start: {length: 4}, every: 2000}").Expect(ExitCodes.Done);
        Assert.Contains("curriculum: linear, 1 level, length = [1, 4]\n", outcome.Out, StringComparison.Ordinal);
        outcome = InProcess.Run("train", _folder.WriteConfig(), "--out", _folder["run"], "--dry-run",
            "--set", "training.curriculum={kind: linear, start: {length: 3}, every: 2000}").Expect(ExitCodes.Done);
        Assert.Contains(" to length = [1, 4], the next every 2,000 steps\n", outcome.Out, StringComparison.Ordinal);
    }
}
