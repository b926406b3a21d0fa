using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Results.Tests;

/// <summary>Metrics that are read while a run writes them.</summary>
public sealed class MetricsTailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MetricsTail _tail;

    public MetricsTailTests() => _tail = new(FilePath);

    private string FilePath => _folder["metrics.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_what_is_new_is_read()
    {
        Assert.False(_tail.ReadNew());
        Append(Line("evaluation", 1));
        Assert.True(_tail.ReadNew());
        Assert.False(_tail.ReadNew());
        IReadOnlyList<MetricsRecord> before = _tail.Records;
        Append(Line("train", 2) + Line("train", 3));
        Assert.True(_tail.ReadNew());
        Assert.Same(before, _tail.Records);
        Assert.Equal(3, _tail.Latest!.Step);
        Append(Line("evaluation", 4));
        Assert.True(_tail.ReadNew());
        Assert.Equal([1, 4], _tail.Records.Select(record => record.Step));
    }

    [Fact]
    public void A_line_counts_when_it_is_whole()
    {
        string line = Line("evaluation", 1);
        Append(line[..10]);
        Assert.False(_tail.ReadNew());
        Append(line[10..^1]);
        Assert.False(_tail.ReadNew());
        Append("\n");
        Assert.True(_tail.ReadNew());
        Assert.Equal(1, Assert.Single(_tail.Records).Step);
    }

    [Fact]
    public void Lines_that_a_resume_takes_back_are_forgotten()
    {
        Append(Line("evaluation", 1) + Line("evaluation", 2) + Line("evaluation", 3));
        _tail.ReadNew();
        // As long as before, and other lines.
        File.WriteAllText(FilePath, Line("evaluation", 1) + Line("evaluation", 5) + Line("evaluation", 6));
        Assert.True(_tail.ReadNew());
        Assert.Equal([1, 5, 6], _tail.Records.Select(record => record.Step));
        File.WriteAllText(FilePath, Line("evaluation", 1));
        Assert.True(_tail.ReadNew());
        Assert.Equal(1, Assert.Single(_tail.Records).Step);
        File.Delete(FilePath);
        Assert.True(_tail.ReadNew());
        Assert.Empty(_tail.Records);
        Assert.Null(_tail.Latest);
    }

    [Fact]
    public void A_line_that_is_no_record_is_told_and_counts_once_it_is_mended()
    {
        Append(Line("evaluation", 1) + "{\"split\":\"evaluation\"}\n");
        RunException exception = Assert.Throws<RunException>(() => _tail.ReadNew());
        Assert.Contains(":2:", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_tail.Records);
        File.WriteAllText(FilePath, Line("evaluation", 1) + Line("evaluation", 2));
        Assert.True(_tail.ReadNew());
        Assert.Equal(2, _tail.Records.Count);
    }

    [Fact]
    public void A_line_that_does_not_end_takes_no_memory_without_end()
    {
        using (FileStream stream = File.Create(FilePath))
            stream.SetLength(1L << 30);
        Assert.Contains("does not end", Assert.Throws<RunException>(() => _tail.ReadNew()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void However_a_file_grows_the_tail_is_what_a_reader_of_all_of_it_finds() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(1, 400)).ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), (cuts, size) =>
        {
            File.Delete(FilePath);
            MetricsTail tail = new(FilePath);
            string text = string.Concat(Enumerable.Range(1, 60).Select(i =>
                Line(i % 4 == 0 ? "evaluation" : "train", i, padding: new string('x', size == 3 && i == 30 ? 600_000 : i))));
            int at = 0;
            foreach (int cut in cuts.Append(text.Length))
            {
                int end = Math.Min(text.Length, at + cut);
                Append(text[at..end]);
                at = end;
                tail.ReadNew();
            }

            return tail.Records.Select(record => record.Step)
                .SequenceEqual(MetricsReader.Read(FilePath).Where(record => record.Split == "evaluation").Select(record => record.Step))
                && tail.Latest!.Step == 60;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private void Append(string text) => File.AppendAllText(FilePath, text, new UTF8Encoding(false));

    private static string Line(string split, int step, string padding = "") =>
        $"{{\"step\":{step},\"sequences\":{step},\"split\":\"{split}\",\"values\":{{\"loss{padding}\":0.5}},\"seconds\":1}}\n";
}
