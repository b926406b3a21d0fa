using System.Text.Json.Nodes;

namespace NeuralMemory.Results.Tests;

public sealed class EvaluationStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_document_has_these_bytes()
    {
        string path = new EvaluationStore(_folder["evaluations"]).Write(Sample("grid-length=20", 2000));

        Assert.Equal(_folder["evaluations", "grid-length=20.json"], path);
        Assert.Equal("""
            {
              "name": "grid-length=20",
              "step": 2000,
              "sequences": 32000,
              "parameters": {
                "length": 20,
                "repeats": [
                  1,
                  10
                ]
              },
              "slots": 128,
              "episodes": 64,
              "metrics": {
                "bit_errors_per_sequence": 0.015625,
                "bits_per_sequence": "Infinity"
              }
            }

            """.ReplaceLineEndings("\n"), File.ReadAllText(path));
    }

    [Fact]
    public void Documents_come_back_by_step_and_name()
    {
        EvaluationStore store = new(_folder["evaluations"]);
        store.Write(Sample("b", 2000));
        store.Write(Sample("a", 2000));
        store.Write(Sample("c", 1000));
        File.WriteAllText(_folder["evaluations", ".tmp-d.json"], "half");

        IReadOnlyList<Evaluation> read = store.Read();

        Assert.Equal(["c", "a", "b"], read.Select(evaluation => evaluation.Name));
        Assert.Equal(128, read[0].Slots);
        Assert.Equal(20, (int)read[0].Parameters["length"]!);
        Assert.Equal(0.015625, read[0]["bit_errors_per_sequence"]);
        Assert.Equal(double.PositiveInfinity, read[0]["bits_per_sequence"]);
        Assert.Null(read[0]["wrong"]);
    }

    [Fact]
    public void A_machine_without_memory_has_no_slots()
    {
        EvaluationStore store = new(_folder["evaluations"]);
        store.Write(Sample("a", 1) with { Slots = null });

        Assert.Null(Assert.Single(store.Read()).Slots);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    public void A_name_that_is_no_file_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new EvaluationStore(_folder["evaluations"]).Write(Sample(name, 1)));

    [Fact]
    public void A_damaged_document_is_named()
    {
        EvaluationStore store = new(_folder["evaluations"]);
        string path = store.Write(Sample("a", 1));
        foreach (byte[] bytes in Samples.Flipped(File.ReadAllBytes(path)))
        {
            File.WriteAllBytes(path, bytes);
            Exception? problem = Record.Exception(store.Read);
            Assert.True(problem is null || (problem is RunException && problem.Message.Contains(path, StringComparison.Ordinal)),
                $"{problem}");
        }

        File.WriteAllText(path, "{}");
        Assert.Equal($"'{path}' is damaged: the field 'name' is missing", Samples.Fails(store.Read).Message);
    }

    private static Evaluation Sample(string name, long step) => new()
    {
        Name = name,
        Step = step,
        Sequences = step * 16,
        Parameters = new JsonObject { ["length"] = 20, ["repeats"] = new JsonArray(1, 10) },
        Slots = 128,
        Episodes = 64,
        Metrics = [new("bit_errors_per_sequence", 1.0 / 64), new("bits_per_sequence", double.PositiveInfinity)],
    };
}
