using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The weights of a checkpoint in one safetensors file, with what they are of as its metadata.</summary>
internal sealed record SafetensorsFormat()
    : FormatOfEach("safetensors", "the weights of a checkpoint, with what they are of as metadata", WeightsFile.Folder)
{
    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => (name ?? WeightsFile.Name) + ".safetensors";

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        Checkpoint checkpoint = options.CheckpointOf(run);
        KeyValuePair<string, string>[] metadata = [.. WeightsMetadata.Of(exported, run, checkpoint.Step)];
        AtomicFile.Write(place(), stream => SafetensorsWriter.Write(stream, checkpoint.Weights, metadata));
    }
}
