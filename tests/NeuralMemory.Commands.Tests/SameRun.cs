using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Asks whether two runs are the same to the bit in everything that does not tell the time.</summary>
internal static class SameRun
{
    private static readonly string[] Times = ["seconds", "metrics_length"];

    public static void Assert(string expected, string actual)
    {
        using RunDirectory one = RunDirectory.Open(expected), other = RunDirectory.Open(actual);
        Xunit.Assert.Equal(one.Checkpoints().List(), other.Checkpoints().List());
        Xunit.Assert.Equal(one.Checkpoints().Best(), other.Checkpoints().Best());
        foreach (long step in one.Checkpoints().List())
            AssertCheckpoints(one.Checkpoints().Load(step), other.Checkpoints().Load(step));
        MetricsRecord[] metrics = [.. one.ReadMetrics()], others = [.. other.ReadMetrics()];
        Xunit.Assert.NotEmpty(metrics);
        Xunit.Assert.Equal(metrics.Length, others.Length);
        foreach (var (first, second) in metrics.Zip(others))
            Xunit.Assert.True(first.HasSameContentAs(second), $"metrics of step {first.Step} and {second.Step} differ");
        AssertEvaluations(one.EvaluationsPath, other.EvaluationsPath);
    }

    /// <summary>Two checkpoints hold the same.</summary>
    public static void AssertCheckpoints(Checkpoint expected, Checkpoint actual)
    {
        AssertArrays(expected.Weights, actual.Weights);
        AssertArrays(expected.Optimizer, actual.Optimizer);
        Xunit.Assert.Equal(WithoutTimes(expected.State), WithoutTimes(actual.State));
    }

    private static void AssertArrays(IReadOnlyList<NamedArray> expected, IReadOnlyList<NamedArray> actual)
    {
        Xunit.Assert.NotEmpty(expected);
        Xunit.Assert.Equal(expected.Select(array => array.Name), actual.Select(array => array.Name));
        foreach (var (first, second) in expected.Zip(actual))
            Xunit.Assert.True(Bits(first).SequenceEqual(Bits(second)), $"{first.Name} differs");
    }

    private static void AssertEvaluations(string expected, string actual)
    {
        string[] names = Names(expected);
        Xunit.Assert.NotEmpty(names);
        Xunit.Assert.Equal(names, Names(actual));
        foreach (string name in names)
            Xunit.Assert.Equal(File.ReadAllText(Path.Combine(expected, name)), File.ReadAllText(Path.Combine(actual, name)));
    }

    private static ReadOnlySpan<byte> Bits(NamedArray array) => MemoryMarshal.AsBytes(array.Data.Span);

    private static string[] Names(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string WithoutTimes(string state)
    {
        JsonObject document = JsonNode.Parse(state)!.AsObject();
        foreach (string time in Times)
            Xunit.Assert.True(document.Remove(time));
        return document.ToJsonString();
    }
}
