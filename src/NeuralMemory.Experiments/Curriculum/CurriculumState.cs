using System.Text.Json.Serialization;

namespace NeuralMemory.Experiments;

/// <summary>Where a curriculum stands; part of a checkpoint.</summary>
internal sealed class CurriculumState
{
    /// <summary>The number of the level, from 1.</summary>
    [JsonRequired]
    public int Level { get; set; } = 1;

    /// <summary>Sequences of the level since its metric was last looked at.</summary>
    [JsonRequired]
    public long Sequences { get; set; }

    /// <summary>The metric of each of their batches, times the batch's sequences.</summary>
    [JsonRequired]
    public double Sum { get; set; }
}
