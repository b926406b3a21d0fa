namespace NeuralMemory.Commands.Tests;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_report_is_one_page_with_an_episode_and_the_same_twice()
    {
        Train("ntm", "seed-1");
        string first = Write(_folder["ntm"], "--out", _folder["a.html"]);
        Assert.Contains("<h2>One episode, step by step</h2>", first, StringComparison.Ordinal);
        Assert.Contains("<script type=\"application/json\" class=\"episode\">{\"form\":2,", first, StringComparison.Ordinal);
        Assert.Equal(first, Write(_folder["ntm"], "--out", _folder["b.html"]));
        string without = Write(_folder["ntm"], "--out", _folder["b.html"], "--no-episode");
        Assert.DoesNotContain("One episode", without, StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_into_the_folder_where_nothing_else_is_said_and_the_folder_stays_a_group()
    {
        Train("ntm", "seed-1");
        Assert.Equal($"report: {_folder["ntm", "report.html"]}, of 1 run in 1 group\n",
            InProcess.Run("report", _folder["ntm"]).Expect(ExitCodes.Done).Out);
        string page = File.ReadAllText(_folder["ntm", "report.html"]);
        InProcess.Run("report", _folder["ntm"]).Expect(ExitCodes.Done);
        Assert.Equal(page, File.ReadAllText(_folder["ntm", "report.html"]));
    }

    [Fact]
    public void A_machine_that_cannot_be_opened_is_said_and_the_rest_is_reported()
    {
        Train("ntm", "seed-1");
        Directory.Delete(_folder["ntm", "seed-1", "checkpoints"], recursive: true);
        Outcome outcome = InProcess.Run("report", _folder["ntm"], "--out", _folder["a.html"]).Expect(ExitCodes.Done);
        Assert.StartsWith("warning: no episode is shown: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("<h2>Learning curves</h2>", File.ReadAllText(_folder["a.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_page_and_what_is_no_run_are_refused()
    {
        Train("ntm", "seed-1");
        string error = InProcess.Run("report", _folder["ntm"], "--out", _folder["a.pdf"]).Expect(ExitCodes.Usage).Error;
        Assert.Contains("a.html'", error, StringComparison.Ordinal);
        Assert.Contains("print it from a browser", error, StringComparison.Ordinal);
        Assert.StartsWith($"error: there is no run '{_folder["none"]}'",
            InProcess.Run("report", _folder["none"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params string[] arguments)
    {
        InProcess.Run(["report", .. arguments]).Expect(ExitCodes.Done);
        return File.ReadAllText(arguments[2]);
    }

    private void Train(params string[] name) => InProcess.Run(
        "train", _folder.WriteConfig(steps: 100), "--out", _folder[name], "--quiet").Expect(ExitCodes.Done);
}
