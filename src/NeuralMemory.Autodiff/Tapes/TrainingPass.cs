using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// What a pass of training computes, for whatever batch comes: a machine's answers and their
/// <see cref="Tape.CrossEntropy(Variable, SequenceBatch, ReadOnlySpan{TargetGroup}, Real)"/>. Made once and used for every batch, so that
/// an engine may prepare it.
/// </summary>
/// <param name="run">
/// Runs a machine over a batch on a tape and returns the logits [batch.Answers, O]. What it does may depend on the batch's dimensions,
/// but on numbers of the batch, and on which rows are answered, only through <see cref="Tape.Inputs"/> and <see cref="Tape.Answered"/>: an
/// engine may repeat what it once did.
/// </param>
/// <param name="groups">Which columns are bits and which are symbols.</param>
/// <param name="readsAhead">Whether the answer at a step depends on what comes after it, or on how long a sequence is.</param>
/// <param name="reward">Rewards what the machine has drawn; null where it draws nothing.</param>
public sealed class TrainingPass(
    Func<Tape, SequenceBatch, Variable> run, IEnumerable<TargetGroup> groups, bool readsAhead = false, PassReward? reward = null)
{
    private readonly TargetGroup[] _groups = [.. groups];

    /// <summary>Runs the machine.</summary>
    public Func<Tape, SequenceBatch, Variable> Run { get; } = run;

    /// <summary>Which columns are bits and which are symbols.</summary>
    public ReadOnlySpan<TargetGroup> Groups => _groups;

    /// <summary>O, how many logits the groups need.</summary>
    public int OutputWidth { get; } = groups.Select(group => group.End).DefaultIfEmpty().Max();

    /// <summary>Whether the answer at a step depends on what comes after it, or on how long a sequence is.</summary>
    public bool ReadsAhead => readsAhead;

    /// <summary>Rewards what the machine has drawn, by <see cref="Tape.Reward"/>; null where it draws nothing.</summary>
    public PassReward? Reward => reward;
}

/// <summary>Called between a pass and its backward pass.</summary>
/// <param name="tape">The tape, to be told what its draws were worth.</param>
/// <param name="batch">The sequences.</param>
/// <param name="logits">[batch.Answers, O] what the machine answered.</param>
/// <param name="scale">What the loss is multiplied by.</param>
public delegate void PassReward(Tape tape, SequenceBatch batch, ReadOnlySpan<Real> logits, Real scale);
