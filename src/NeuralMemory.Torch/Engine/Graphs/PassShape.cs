using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>What passes have in common that one graph computes.</summary>
/// <param name="Pass">What they compute.</param>
/// <param name="Sequences">B</param>
/// <param name="Steps">The padded length.</param>
/// <param name="InputWidth">I</param>
/// <param name="TargetWidth">The target columns.</param>
/// <param name="Drops">Whether anything is drawn.</param>
internal sealed record PassShape(TrainingPass Pass, int Sequences, int Steps, int InputWidth, int TargetWidth, bool Drops)
{
    /// <summary>In how many rows the padded batch is answered, where not in all; null where in all.</summary>
    public int? Some { get; init; }

    /// <summary>The rows of logits, targets and mask.</summary>
    public int Answers => Some ?? Rows;

    /// <summary>O; logits that no group asks for have columns of targets, unless symbols are wanted by their numbers.</summary>
    public int OutputWidth => Math.Max(Pass.OutputWidth, TargetWidth);

    /// <summary>How many rows the padded batch has.</summary>
    public int Rows => Sequences * Steps;

    /// <summary>
    /// The shape of a batch's pass; null where it must be computed as it comes: by a machine that would see the padding, from a second
    /// ragged axis, and where a batch is too long or too large.
    /// </summary>
    public static PassShape? Of(TrainingPass pass, SequenceBatch batch, bool drops)
    {
        if (pass.ReadsAhead || batch.Source is not null || PaddedLength.Of(batch.MaxLength) is not { } steps)
            return null;
        long rows = (long)batch.Sequences * steps;
        int? some = batch.AnswersAll ? null : PaddedLength.Above(batch.Answers);
        return PassFeed.RoomFor(rows, some, batch.InputWidth, batch.TargetWidth) > Mirror.Most
            ? null
            : new(pass, batch.Sequences, steps, batch.InputWidth, batch.TargetWidth, drops) { Some = some };
    }
}
