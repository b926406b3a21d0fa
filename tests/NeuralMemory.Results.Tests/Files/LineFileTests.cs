using System.Text;

namespace NeuralMemory.Results.Tests;

public sealed class LineFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["lines.txt"];

    private LineFile Lines => new(FilePath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writers_and_readers_that_meet_lose_nothing()
    {
        Thread[] writers = [.. Enumerable.Range(0, 4).Select(writer => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                Append($"{writer} {i}\n", "heading\n");
                Assert.Equal("heading", Lines.Read()[0]);
            }
        }))];
        foreach (Thread writer in writers)
            writer.Start();
        foreach (Thread writer in writers)
            writer.Join();
        IReadOnlyList<string> lines = Lines.Read();
        Assert.Equal((201, 1), (lines.Distinct().Count(), lines.Count(line => line == "heading")));
    }

    [Fact]
    public async Task A_file_that_another_has_is_waited_for()
    {
        Append("first\n");
        FileStream other = new(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Task append = Task.Run(() => Append("second\n"));
        Task<IReadOnlyList<string>> read = Task.Run(() => Lines.Read());
        await Task.Delay(50);
        Assert.False(append.IsCompleted || read.IsCompleted);
        await other.DisposeAsync();
        await append;
        Assert.Equal("first", (await read)[0]);
        Assert.Equal(["first", "second"], Lines.Read());
    }

    [Fact]
    public void A_torn_line_is_passed_over_and_replaced()
    {
        Assert.Empty(Lines.Read());
        File.WriteAllText(FilePath, "heading\r\na\nb");
        Assert.Equal(["heading", "a"], Lines.Read());
        Append("c\n", "heading\n");
        Assert.Equal(["heading", "a", "c"], Lines.Read());
        File.WriteAllText(FilePath, "hea");
        Append("d\n", "heading\n");
        Assert.Equal("heading\nd\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void What_the_system_refuses_is_told() =>
        Assert.Equal($"cannot write '{_folder["none/lines.txt"]}': there is no such folder",
            Assert.Throws<RunException>(() => new LineFile(_folder["none/lines.txt"]).Append(default)).Message);

    private void Append(string lines, string heading = "") => Lines.Append(Encoding.UTF8.GetBytes(lines), heading);
}
