namespace NeuralMemory.Experiments.Tests;

/// <summary>A machine that reads a source, and a task whose source may have no steps: refused before a run begins.</summary>
public sealed class EmptySourceTests : IDisposable
{
    private const string Task = "task={name: asked}", Reader = "machine={kind: seq2seq, units: 8}";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("[0, 3]")]
    // Drawn once in a hundred thousand sequences.
    [InlineData("[0, 100000]")]
    [InlineData("0")]
    public void An_empty_source_is_refused_before_the_first_step(string length)
    {
        Write(length);
        Assert.EndsWith(
            "'task': the source of the episode has no steps (with length = 0), and this machine reads the source before it answers; "
            + "let it have one step at least",
            Assert.Single(_lab.Problems(Lab.Small, Task, Reader, "evaluation={every: 5, parameters: {length: 3}}")));
    }

    [Fact]
    public void So_is_that_of_an_evaluation()
    {
        Write("[1, 3]");
        Assert.Empty(_lab.Problems(Lab.Small, Task, Reader, "evaluation={every: 5, grid: {length: [1, 3]}}"));
        Assert.Contains("'evaluation': the source of the episode has no steps (with length = 0)", Assert.Single(
            _lab.Problems(Lab.Small, Task, Reader, "evaluation={every: 5, grid: {length: [1, 0]}}")));
    }

    [Fact]
    public void A_machine_that_reads_no_source_takes_what_there_is()
    {
        Write("[0, 3]");
        Assert.Empty(_lab.Problems(Lab.Small, Task, "machine={kind: lstm, units: 8}", "evaluation={every: 5}"));
    }

    private void Write(string length) => File.WriteAllText(_lab.In("asked.yaml"), $$"""
        task: asked
        version: 1
        parameters: { length: {{length}} }
        inputs: { data: 2, go: 1 }
        targets: { data: 2 }
        draw: { items: "bits(length, 2)", answer: "bits(1, 2)" }
        episode:
          - source: { data: items }
          - { show: { go: 1 }, recall: { data: answer } }
        loss: bits
        """);
}
