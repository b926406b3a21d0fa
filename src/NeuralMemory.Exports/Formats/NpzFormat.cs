using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The weights of a checkpoint as arrays of NumPy, and on request what was measured.</summary>
internal sealed record NpzFormat() : FormatOfEach("npz", "the weights of a checkpoint, for numpy.load; --metrics adds what was measured",
    WeightsFile.Folder)
{
    private const string MetricsPrefix = "metrics/";

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override bool CanHaveMetrics => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => (name ?? WeightsFile.Name) + ".npz";

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        Checkpoint checkpoint = options.CheckpointOf(run);
        MetricsRecord[] records = options.WithMetrics ? [.. run.ReadMetrics()] : [];
        using NpzWriter file = NpzWriter.Create(place());
        foreach (NamedArray array in checkpoint.Weights)
            file.Add(array.Name, NpyArray.Of(array.Data.Span, [.. array.Shape]));
        foreach (IGrouping<string, MetricsRecord> split in records.GroupBy(record => record.Split))
            AddMetrics(file, MetricsPrefix + split.Key + "/", [.. split]);
        file.Complete();
    }

    /// <summary>Arrays of one length: what was not measured in a line is not a number there.</summary>
    private static void AddMetrics(NpzWriter file, string prefix, MetricsRecord[] records)
    {
        file.Add(prefix + "step", NpyArray.Of<long>([.. records.Select(record => record.Step)]));
        file.Add(prefix + "sequences", NpyArray.Of<long>([.. records.Select(record => record.Sequences)]));
        file.Add(prefix + "seconds", NpyArray.Of<double>([.. records.Select(record => record.Seconds)]));
        foreach (string metric in records.SelectMany(record => record.Values).Select(value => value.Name).Distinct().ToArray())
            file.Add(prefix + metric, NpyArray.Of<double>([.. records.Select(record => record[metric] ?? double.NaN)]));
    }
}
