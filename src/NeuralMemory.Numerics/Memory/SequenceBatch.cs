using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Sequences of different lengths, packed by time: the longest sequence comes first, and at step <c>t</c> only those that
/// still run have a row. So a batch holds no padding, costs no step that is not a step of some sequence, and
/// needs no mask beyond that of the loss. Row <c>RowOffset(t) + s</c> is step <c>t</c> of sequence <c>s</c>.
/// A batch is reused: <see cref="Reshape"/> keeps the buffers, and allocates only when they must grow.
/// </summary>
public sealed class SequenceBatch
{
    private Real[] _inputs = [], _targets = [], _mask = [];
    private int[] _lengths = [], _order = [], _rowsAt = [], _rowOffset = [], _sourcePlaces = [], _readers = [], _answered = [];
    private int _answers;
    private SequenceBatch? _source;
    private bool _isSource;

    /// <summary>B, the number of sequences.</summary>
    public int Sequences { get; private set; }

    /// <summary>T, the length of the longest sequence.</summary>
    public int MaxLength { get; private set; }

    /// <summary>The sum of all lengths: the rows of <see cref="Inputs"/>, <see cref="Targets"/> and <see cref="Mask"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>I, the number of input channels.</summary>
    public int InputWidth { get; private set; }

    /// <summary>
    /// The number of target columns; as many as there are logits, except where symbols are wanted by their numbers
    /// (<see cref="TargetGroup.IsNumber"/>).
    /// </summary>
    public int TargetWidth { get; private set; }

    /// <summary>
    /// Whether machines answer in every row, as after <see cref="Reshape"/>; else in those of <see cref="Answered"/> alone, so that many
    /// logits are computed only where they are looked at.
    /// </summary>
    public bool AnswersAll { get; private set; } = true;

    /// <summary>A, in how many rows machines answer: the rows of their logits.</summary>
    public int Answers => AnswersAll ? Rows : _answers;

    /// <summary>[A] the rows in which machines answer; empty where they <see cref="AnswersAll">answer in all</see>.</summary>
    public ReadOnlySpan<int> Answered => AnswersAll ? [] : _answered.AsSpan(0, _answers);

    /// <summary>[B] the lengths, descending.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Sequences);

    /// <summary>[B] for each sequence its index in the order in which it was given to <see cref="Reshape"/>.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Sequences);

    /// <summary>
    /// The second ragged axis: what each sequence is read from, such as the sentence that it translates, with a length of its own, packed
    /// by time in an order of its own; null where sequences are read from nothing else. It has no targets.
    /// </summary>
    public SequenceBatch? Source { get; private set; }

    /// <summary>[B] for each sequence the place of its source in <see cref="Source"/>; empty where there is none.</summary>
    public ReadOnlySpan<int> SourcePlaces => _sourcePlaces.AsSpan(0, Source is null ? 0 : Sequences);

    /// <summary>
    /// [B] where this is a source, for each of its sequences the place of the sequence that is read from it; empty where it is none.
    /// </summary>
    public ReadOnlySpan<int> Readers => _readers.AsSpan(0, _isSource ? Sequences : 0);

    /// <summary>[Rows, I], zero after <see cref="Reshape"/>.</summary>
    public Span<Real> Inputs => _inputs.AsSpan(0, Rows * InputWidth);

    /// <summary>[Rows, O], zero after <see cref="Reshape"/>.</summary>
    public Span<Real> Targets => _targets.AsSpan(0, Rows * TargetWidth);

    /// <summary>
    /// [Rows, O] 1 where the target enters the loss and 0 elsewhere, the same for all columns of a symbol; zero after
    /// <see cref="Reshape"/>.
    /// </summary>
    public Span<Real> Mask => _mask.AsSpan(0, Rows * TargetWidth);

    /// <summary>How many numbers inputs, targets and mask have together, with the inputs of a <see cref="Source"/>.</summary>
    public long Numbers => (long)Rows * (InputWidth + 2 * TargetWidth) + (Source?.Numbers ?? 0);

    /// <summary>How many sequences are longer than <paramref name="step"/>: the rows of that step.</summary>
    public int RowsAt(int step) => _rowsAt[step];

    /// <summary>
    /// The first row of <paramref name="step"/>; <paramref name="step"/> may be <see cref="MaxLength"/>, giving <see cref="Rows"/>.
    /// </summary>
    public int RowOffset(int step) => _rowOffset[step];

    /// <summary>The row of step <paramref name="step"/> of sequence <paramref name="sequence"/>.</summary>
    public int Row(int sequence, int step) => _rowOffset[step] + sequence;

    /// <summary>The input channels of one row.</summary>
    public Span<Real> InputRow(int row) => _inputs.AsSpan(row * InputWidth, InputWidth);

    /// <summary>The target channels of one row.</summary>
    public Span<Real> TargetRow(int row) => _targets.AsSpan(row * TargetWidth, TargetWidth);

    /// <summary>[O] where the targets of one row enter the loss.</summary>
    public Span<Real> MaskRow(int row) => _mask.AsSpan(row * TargetWidth, TargetWidth);

    /// <summary>
    /// How long the input of a sequence is: the steps before the first one that is scored, without those at their end in which all inputs
    /// are 0, of a pause to compute in (all of them, where all are such); the whole length where no step is scored, or the first one.
    /// </summary>
    /// <param name="sequence">The sequence's place in the batch.</param>
    public int InputLengthOf(int sequence)
    {
        int length = 0;
        for (int step = 0; step < _lengths[sequence]; step++)
        {
            int row = Row(sequence, step);
            if (MaskRow(row).IndexOfAnyExcept((Real)0) >= 0)
                return step == 0 ? _lengths[sequence] : length == 0 ? step : length;
            if (InputRow(row).IndexOfAnyExcept((Real)0) >= 0)
                length = step + 1;
        }

        return _lengths[sequence];
    }

    /// <summary>How many bits, numbers and symbols of some columns enter the loss, over all rows.</summary>
    public int CountScored(TargetGroup group)
    {
        if (group.Classes == 1 && group.TargetWidth == TargetWidth)
            return Mask.Length - Mask.Count((Real)0);
        int scored = 0;
        ReadOnlySpan<Real> mask = Mask;
        for (int row = 0; row < mask.Length; row += TargetWidth)
            for (int column = group.TargetStart; column < group.TargetEnd; column += group.TargetsOfItem)
                scored += mask[row + column] == 0 ? 0 : 1;
        return scored;
    }

    /// <summary>The input channels of a row and the rows after it; valid until the next <see cref="Reshape"/>.</summary>
    public unsafe Real* InputPointer(int row) => (Real*)Unsafe.AsPointer(ref _inputs[row * InputWidth]);

    /// <summary>Lays the batch out anew for sequences of these lengths, sorted by falling length (stable), and clears it.</summary>
    /// <param name="lengths">One length per sequence, each at least 1.</param>
    /// <param name="inputWidth">I, at least 1.</param>
    /// <param name="targetWidth">O, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sequence, or a length or width is below 1.</exception>
    public void Reshape(ReadOnlySpan<int> lengths, int inputWidth, int targetWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetWidth, 1);
        Source = null;
        _isSource = false;
        Pack(lengths, inputWidth, targetWidth);
    }

    /// <summary>
    /// Becomes some of the sequences of another batch: every so-many-th, in their order, without what they are read from.
    /// </summary>
    /// <param name="all">The other batch.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="step">How many sequences lie from one to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence, or the step is less than 1.</exception>
    public void Share(SequenceBatch all, int first, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(first, all.Sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        Source = null;
        _isSource = false;
        Span<int> lengths = stackalloc int[(all.Sequences - first + step - 1) / step];
        for (int sequence = 0; sequence < lengths.Length; sequence++)
            lengths[sequence] = all.Lengths[first + sequence * step];
        Pack(lengths, all.InputWidth, all.TargetWidth);
        for (int time = 0; time < MaxLength; time++)
            for (int sequence = 0; sequence < RowsAt(time); sequence++)
            {
                int to = Row(sequence, time), from = all.Row(first + sequence * step, time);
                all.InputRow(from).CopyTo(InputRow(to));
                all.TargetRow(from).CopyTo(TargetRow(to));
                all.MaskRow(from).CopyTo(MaskRow(to));
            }
    }

    /// <summary>Has machines answer in the rows that have a target which enters the loss, and in no others. The mask must be set.</summary>
    public void AnswerScored()
    {
        Grow(ref _answered, Rows);
        (AnswersAll, _answers) = (false, 0);
        for (int row = 0; row < Rows; row++)
            if (MaskRow(row).IndexOfAnyExcept((Real)0) >= 0)
                _answered[_answers++] = row;
        // No engine computes with no rows at all. Nothing is scored in this one, so that the answer does not matter.
        if (_answers == 0)
            _answered[_answers++] = 0;
    }

    /// <summary>Has machines answer in these rows alone.</summary>
    /// <param name="rows">[A] at least one, none of them before the one that stands before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or no row at all, or they are in another order.</exception>
    public void AnswerIn(ReadOnlySpan<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length);
        int last = 0;
        foreach (int row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(row, last, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows, nameof(rows));
            last = row;
        }

        Grow(ref _answered, rows.Length);
        rows.CopyTo(_answered);
        (AnswersAll, _answers) = (false, rows.Length);
    }

    /// <summary>Lays <see cref="Source"/> out for the sequences of the last <see cref="Reshape"/>, and clears it.</summary>
    /// <param name="lengths">One length per sequence, each at least 1, in the order that <see cref="Reshape"/> was given.</param>
    /// <param name="inputWidth">The input channels of a source, at least 1.</param>
    /// <returns>The source, whose inputs are to be filled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are not as many lengths as sequences, or a length or width is below 1.
    /// </exception>
    public SequenceBatch ReshapeSource(ReadOnlySpan<int> lengths, int inputWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lengths.Length, Sequences);
        Source = _source ??= new();
        Source.Pack(lengths, inputWidth, targetWidth: 0);
        Grow(ref _sourcePlaces, Sequences);
        for (int sequence = 0; sequence < Sequences; sequence++)
            _sourcePlaces[sequence] = Source.Order.IndexOf(_order[sequence]);
        Source.ReadBy(SourcePlaces);
        return Source;
    }

    private void ReadBy(ReadOnlySpan<int> places)
    {
        _isSource = true;
        Grow(ref _readers, Sequences);
        for (int reader = 0; reader < places.Length; reader++)
            _readers[places[reader]] = reader;
    }

    private void Pack(ReadOnlySpan<int> lengths, int inputWidth, int targetWidth)
    {
        ArgumentOutOfRangeException.ThrowIfZero(lengths.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputWidth, 1);
        Sequences = lengths.Length;
        AnswersAll = true;
        InputWidth = inputWidth;
        TargetWidth = targetWidth;
        Grow(ref _lengths, Sequences);
        Grow(ref _order, Sequences);
        Sort(lengths);
        MaxLength = _lengths[0];
        ArgumentOutOfRangeException.ThrowIfLessThan(_lengths[Sequences - 1], 1);
        Grow(ref _rowsAt, MaxLength);
        Grow(ref _rowOffset, MaxLength + 1);
        int rows = 0, running = Sequences;
        for (int step = 0; step < MaxLength; step++)
        {
            while (_lengths[running - 1] <= step)
                running--;
            _rowOffset[step] = rows;
            _rowsAt[step] = running;
            rows += running;
        }

        _rowOffset[MaxLength] = Rows = rows;
        GrowPinned(ref _inputs, Rows * InputWidth);
        GrowPinned(ref _targets, Rows * TargetWidth);
        GrowPinned(ref _mask, Rows * TargetWidth);
        Inputs.Clear();
        Targets.Clear();
        Mask.Clear();
    }

    /// <summary>Insertion sort: stable, allocates nothing, and batches are small.</summary>
    private void Sort(ReadOnlySpan<int> lengths)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            int at = i;
            for (; at > 0 && _lengths[at - 1] < lengths[i]; at--)
                (_lengths[at], _order[at]) = (_lengths[at - 1], _order[at - 1]);
            (_lengths[at], _order[at]) = (lengths[i], i);
        }
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length)
            array = new int[Math.Max(length, 2 * array.Length)];
    }

    /// <summary>Pinned, because the engine reads the rows through pointers.</summary>
    private static void GrowPinned(ref Real[] array, int length)
    {
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<Real>(Math.Max(length, 2 * array.Length), pinned: true);
    }
}
