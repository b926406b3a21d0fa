using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Reads, Variable? Next) FastWeightsCore(
        FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state, bool keeps, Variable? memories)
    {
        FastWeightsNode node = IsRecording ? Record<FastWeightsNode>() : Rent<FastWeightsNode>();
        return Ran(node.Forward(this, inputs, rows, rule, state is null ? null : Of(state), keeps, memories is null ? null : Of(memories)));
    }

    private sealed class FastWeightsNode : Node
    {
        private NativeVariable _queries = null!, _keys = null!, _values = null!, _strengths = null!, _reads = null!;
        private NativeVariable? _decays, _state, _next;
        private SequenceRows _rows = null!;
        private FastWeightRule _rule;
        private nint[] _kept = [];

        public override string Name => "FastWeights";

        public override NativeVariable Output => _reads;

        public override IEnumerable<NodeOutput> Outputs => _next is null
            ? [new(Name, _reads, 0, _reads.Rows)]
            : [new(Name, _reads, 0, _reads.Rows), new("FastWeights next", _next, 0, _next.Rows)];

        public override bool HasGradient => _reads.HasGradient || _next is { HasGradient: true };

        private int KeyNumbers => _keys.Shape[1] / _rule.Heads;

        private int ValueNumbers => _values.Shape[1] / _rule.Heads;

        private int Panels => FastWeightHead.PanelsOf(ValueNumbers);

        public (NativeVariable Reads, NativeVariable? Next) Forward(
            NativeTape tape, FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, NativeVariable? state, bool keeps,
            NativeVariable? memories)
        {
            (_queries, _keys, _values, _strengths) = (Of(inputs.Queries), Of(inputs.Keys), Of(inputs.Values), Of(inputs.Strengths));
            (_decays, _rows, _rule, _state) = (inputs.Decays is null ? null : Of(inputs.Decays), rows, rule, state);
            _reads = tape.New(_values.Shape);
            _next = keeps ? tape.New(new Shape(rows.Sequences, rule.Heads, KeyNumbers, ValueNumbers)) : null;
            if (rows.Total < _reads.Rows)
                Elementwise.Clear(_reads.Value, _reads.Shape.Count);
            Keep(tape);
            for (int sequence = 0; sequence < rows.Sequences; sequence++)
                for (int head = 0; head < rule.Heads; head++)
                    Forward(tape._work, sequence, head, memories);
            return (_reads, _next);
        }

        private void Forward(Arena work, int sequence, int head, NativeVariable? memories)
        {
            work.TakeBack();
            FastWeightHead laid = Lay(work, sequence, head, out _, out _);
            int panel = FastWeightHead.PanelWidth, numbers = laid.MemoryNumbers;
            Real* values = work.Allocate(laid.Steps * panel), reads = work.Allocate(laid.Steps * panel), memory = work.Allocate(numbers);
            Real* all = memories is null ? null : work.Allocate(laid.Steps * numbers);
            ReadOnlySpan<int> own = _rows[sequence];
            for (int i = 0; i < Panels; i++)
            {
                int from = i * panel, count = Math.Min(panel, ValueNumbers - from);
                Gather(_values.Value, own, head * ValueNumbers + from, count, values);
                LoadMemory(_state is null ? null : _state.Value, sequence, head, from, count, memory);
                FastWeightKernels.Forward(laid, values, memory, reads, Kept(sequence, head, i), all);
                for (int t = 0; t < own.Length; t++)
                    Elementwise.Copy(reads + t * panel, _reads.Value + (long)own[t] * _values.Shape[1] + head * ValueNumbers + from, count);
                if (_next is not null)
                    FastWeightHead.Store(
                        memory, laid.KeyNumbers, count, _next.Value + PlaceOf(sequence, head) + from, ValueNumbers);
                for (int t = 0; memories is not null && t < own.Length; t++)
                    FastWeightHead.Store(
                        all + (long)t * numbers, laid.KeyNumbers, count, memories.Value + PlaceOf(own[t], head) + from, ValueNumbers);
            }
        }

        public override void Backward(NativeTape tape)
        {
            Real* queries = _queries.Accumulate(tape), keys = _keys.Accumulate(tape), values = _values.Accumulate(tape);
            Real* strengths = _strengths.Accumulate(tape), decays = _decays is null ? null : _decays.Accumulate(tape);
            Real* state = _state is null ? null : _state.Accumulate(tape);
            for (int sequence = 0; sequence < _rows.Sequences; sequence++)
                for (int head = 0; head < _rule.Heads; head++)
                {
                    tape._work.TakeBack();
                    FastWeightHead laid = Lay(tape._work, sequence, head, out Real* queryLengths, out Real* keyLengths);
                    FastWeightGradient gradient = BackwardOf(tape._work, laid, sequence, head, values, state);
                    ReadOnlySpan<int> own = _rows[sequence];
                    for (int t = 0; t < own.Length; t++)
                    {
                        int at = t * laid.KeyNumbers;
                        long to = (long)own[t] * _keys.Shape[1] + head * laid.KeyNumbers;
                        FastWeightHead.UnitGradient(
                            laid.Queries + at, queryLengths[t], gradient.Queries + at, queries + to, laid.KeyNumbers);
                        FastWeightHead.UnitGradient(laid.Keys + at, keyLengths[t], gradient.Keys + at, keys + to, laid.KeyNumbers);
                        int scalar = own[t] * _rule.Heads + head;
                        strengths[scalar] += gradient.Strengths[t];
                        if (decays is not null)
                            decays[scalar] += gradient.Decays[t];
                    }
                }
        }

        /// <summary>The gradients of a head, but for lengths; those of values and state are added where they belong.</summary>
        private FastWeightGradient BackwardOf(
            Arena work, in FastWeightHead laid, int sequence, int head, Real* dValues, Real* dState)
        {
            int panel = FastWeightHead.PanelWidth, steps = laid.Steps, keyNumbers = laid.KeyNumbers;
            FastWeightGradient gradient = new()
            {
                Queries = Zeros(work, steps * keyNumbers),
                Keys = Zeros(work, steps * keyNumbers),
                Strengths = Zeros(work, steps),
                Decays = Zeros(work, steps),
                Memory = work.Allocate(laid.MemoryNumbers),
                Values = work.Allocate(steps * panel),
                Room = work.Allocate(FastWeightGradient.RoomOf(laid)),
            };
            Real* values = work.Allocate(steps * panel);
            ReadOnlySpan<int> own = _rows[sequence];
            for (int i = 0; i < Panels; i++)
            {
                int from = i * panel, count = Math.Min(panel, ValueNumbers - from), column = head * ValueNumbers + from;
                Gather(_values.Value, own, column, count, values);
                if (_reads.HasGradient)
                    Gather(_reads.Gradient, own, column, count, gradient.Values);
                else
                    Elementwise.Clear(gradient.Values, steps * panel);
                LoadMemory(_next is { HasGradient: true } ? _next.Gradient : null, sequence, head, from, count, gradient.Memory);
                FastWeightKernels.Backward(laid, values, Kept(sequence, head, i), gradient);
                for (int t = 0; t < own.Length; t++)
                    Elementwise.Add(gradient.Values + t * panel, dValues + (long)own[t] * _values.Shape[1] + column, count);
                for (int d = 0; dState != null && d < keyNumbers; d++)
                    Elementwise.Add(
                        gradient.Memory + d * panel, dState + PlaceOf(sequence, head) + (long)d * ValueNumbers + from, count);
            }

            return gradient;
        }

        /// <summary>Lays out one head of one sequence.</summary>
        private FastWeightHead Lay(Arena work, int sequence, int head, out Real* queryLengths, out Real* keyLengths)
        {
            ReadOnlySpan<int> own = _rows[sequence];
            int steps = own.Length, numbers = KeyNumbers;
            FastWeightHead laid = new()
            {
                Steps = steps,
                KeyNumbers = numbers,
                Erases = _rule.Erases,
                Queries = work.Allocate(steps * numbers),
                Keys = work.Allocate(steps * numbers),
                Strengths = work.Allocate(steps),
                Decays = work.Allocate(steps),
            };
            queryLengths = work.Allocate(steps);
            keyLengths = work.Allocate(steps);
            for (int t = 0; t < steps; t++)
            {
                long from = (long)own[t] * _keys.Shape[1] + head * numbers;
                queryLengths[t] = FastWeightHead.Unit(_queries.Value + from, laid.Queries + t * numbers, numbers);
                keyLengths[t] = FastWeightHead.Unit(_keys.Value + from, laid.Keys + t * numbers, numbers);
                int scalar = own[t] * _rule.Heads + head;
                laid.Strengths[t] = _strengths.Value[scalar];
                laid.Decays[t] = _decays is null ? 1 : _decays.Value[scalar];
            }

            return laid;
        }

        private void Gather(Real* source, ReadOnlySpan<int> own, int column, int count, Real* target)
        {
            for (int t = 0; t < own.Length; t++)
                FastWeightHead.Load(
                    source + (long)own[t] * _values.Shape[1] + column, 0, 1, count, target + t * FastWeightHead.PanelWidth);
        }

        /// <summary>A panel of a memory, or of its gradient; zeros where there is none.</summary>
        private void LoadMemory(Real* memories, int sequence, int head, int from, int count, Real* target)
        {
            if (memories != null)
                FastWeightHead.Load(memories + PlaceOf(sequence, head) + from, ValueNumbers, KeyNumbers, count, target);
            else
                Elementwise.Clear(target, KeyNumbers * FastWeightHead.PanelWidth);
        }

        /// <summary>Where the memory of a head stands among those of a row or sequence.</summary>
        private long PlaceOf(int row, int head) => ((long)row * _rule.Heads + head) * KeyNumbers * ValueNumbers;

        /// <summary>Makes room for the memories that the backward pass begins its chunks with.</summary>
        private void Keep(NativeTape tape)
        {
            if (_kept.Length < _rows.Sequences)
                _kept = new nint[Math.Max(_rows.Sequences, 2 * _kept.Length)];
            for (int sequence = 0; sequence < _rows.Sequences; sequence++)
                _kept[sequence] = tape.IsRecording
                    ? (nint)tape.Scratch(_rule.Heads * Panels * NumbersOfChunks(sequence))
                    : 0;
        }

        private Real* Kept(int sequence, int head, int panel) => _kept[sequence] == 0
            ? null
            : (Real*)_kept[sequence] + (long)(head * Panels + panel) * NumbersOfChunks(sequence);

        private int NumbersOfChunks(int sequence) =>
            FastWeightHead.ChunksOf(_rows.Count(sequence)) * KeyNumbers * FastWeightHead.PanelWidth;

        private static Real* Zeros(Arena work, int count)
        {
            Real* zeros = work.Allocate(count);
            Elementwise.Clear(zeros, count);
            return zeros;
        }
    }
}
