using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Hidden, ScalarMemoryState? End) ScalarMemoryCore(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, bool keepsEnd,
        ScalarMemoryLook? look)
    {
        ScalarMemoryNode node = IsRecording ? Record<ScalarMemoryNode>() : Rent<ScalarMemoryNode>();
        return Ran(node.Forward(this, Of(gates), recurrent is null ? null : Of(recurrent), rows, forget, start, keepsEnd, look));
    }

    /// <summary>
    /// Step by step, all sequences at a time, so that what hidden states add to gates is one product for each head. Places in a state are
    /// h, c, n, m, each C after the one before.
    /// </summary>
    private sealed partial class ScalarMemoryNode : Node
    {
        private NativeVariable _gates = null!, _y = null!;
        private NativeVariable? _recurrent, _startHidden, _startCell, _startNormalizer, _endHidden, _endCell, _endNormalizer;
        private SequenceRows _rows = null!;
        private Real* _saved;
        private int _heads, _units;

        public override bool GoesRowByRow => false;

        public override string Name => "ScalarMemory";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => _endCell is null
            ? base.Outputs
            : [new(Name, _y, 0, _y.Rows), new("ScalarMemory 'cell'", _endCell, 0, _endCell.Rows)];

        public override bool HasGradient => _y.HasGradient || _endHidden is { HasGradient: true } || _endCell is { HasGradient: true }
            || _endNormalizer is { HasGradient: true };

        private int HeadUnits => _units / _heads;

        /// <summary>Uniform: a row of a step has the same bits whatever stands beside it.</summary>
        private PanelLayout Layout => new(HeadUnits, 4 * HeadUnits, IsUniform: true);

        public (Variable Hidden, ScalarMemoryState? End) Forward(
            NativeTape tape, NativeVariable gates, NativeVariable? recurrent, SequenceRows rows, ForgetGate forget,
            ScalarMemoryState? start, bool keepsEnd, ScalarMemoryLook? look)
        {
            (_gates, _recurrent, _rows) = (gates, recurrent, rows);
            (_units, _heads) = (gates.Shape.Width / 4, recurrent?.Rows ?? 1);
            (_startHidden, _startCell, _startNormalizer) = start is { } from
                ? (Of(from.Hidden), Of(from.Cell), Of(from.Normalizer))
                : (null, null, null);
            (_endHidden, _endCell, _endNormalizer) = (null, null, null);
            _y = tape.New(new Shape(gates.Rows, _units));
            if (rows.Total < gates.Rows)
                Elementwise.Clear(_y.Value, _y.Shape.Count);
            Arena work = tape._work;
            work.TakeBack();
            Real* state = work.Allocate(4 * _units * rows.Sequences);
            Begin(state, start is { } given ? Of(given.Stabilizer) : null);
            Real* weights = recurrent is null ? null : Packed(work);
            Real* added = recurrent is null ? null : work.Allocate(4 * HeadUnits * rows.Sequences);
            int kept = ScalarMemoryKernels.SavedNumbers * _units;
            _saved = tape.IsRecording || look is not null ? tape.Scratch(kept * _y.Rows) : null;
            // Where nobody asks for it later, every row writes to the same place.
            Real* saved = _saved == null ? work.Allocate(kept) : _saved;
            for (int t = 0; t < rows.Longest; t++)
                for (int head = 0, running = Running(t); head < _heads; head++)
                {
                    if (recurrent is not null)
                        PackedProduct.Forward(
                            state + head * HeadUnits, 4 * _units, running, weights + head * Layout.Length, Layout, added, 4 * HeadUnits);
                    for (int sequence = 0; sequence < running; sequence++)
                        if (t < rows.Count(sequence))
                            Step(rows[sequence][t], head, state + 4 * _units * sequence,
                                added == null ? null : added + 4 * HeadUnits * sequence, saved, forget);
                }

            if (look is { } shown)
                Show(shown);
            return (_y, keepsEnd ? End(tape, state) : null);
        }

        private void Step(int row, int head, Real* state, Real* added, Real* saved, ForgetGate forget)
        {
            int at = head * HeadUnits;
            ScalarMemoryUnits units = new()
            {
                Count = HeadUnits,
                Stride = _units,
                Gates = _gates.Value + (long)row * 4 * _units + at,
                Recurrent = added,
                State = state + at,
                Saved = (_saved == null ? saved : SavedOf(row)) + at,
            };
            ScalarMemoryKernels.Forward(units, forget == ForgetGate.Sigmoid);
            Elementwise.CopyRows(units.State, _units, _y.Value + (long)row * _units + at, _units, HeadUnits, 1);
        }

        private Real* SavedOf(int row) => _saved + (long)row * ScalarMemoryKernels.SavedNumbers * _units;

        private void Begin(Real* state, NativeVariable? stabilizer)
        {
            for (int sequence = 0; sequence < _rows.Sequences; sequence++, state += 4 * _units)
            {
                if (_startHidden is null)
                {
                    Elementwise.Clear(state, 3 * _units);
                    Elementwise.Fill(state + 3 * _units, _units, (Real)ScalarMemoryBefore);
                    continue;
                }

                int at = sequence * _units;
                Elementwise.Copy(_startHidden.Value + at, state, _units);
                Elementwise.Copy(_startCell!.Value + at, state + _units, _units);
                Elementwise.Copy(_startNormalizer!.Value + at, state + 2 * _units, _units);
                Elementwise.Copy(stabilizer!.Value + at, state + 3 * _units, _units);
            }
        }

        private ScalarMemoryState End(NativeTape tape, Real* state)
        {
            Shape shape = new(_rows.Sequences, _units);
            NativeVariable stabilizer = tape.New(shape);
            (_endHidden, _endCell, _endNormalizer) = (tape.New(shape), tape.New(shape), tape.New(shape));
            for (int sequence = 0; sequence < _rows.Sequences; sequence++, state += 4 * _units)
            {
                int at = sequence * _units;
                Elementwise.Copy(state, _endHidden.Value + at, _units);
                Elementwise.Copy(state + _units, _endCell.Value + at, _units);
                Elementwise.Copy(state + 2 * _units, _endNormalizer.Value + at, _units);
                Elementwise.Copy(state + 3 * _units, stabilizer.Value + at, _units);
            }

            return new(_endHidden, _endCell, _endNormalizer, stabilizer);
        }

        private void Show(ScalarMemoryLook look)
        {
            for (int sequence = 0; sequence < _rows.Sequences; sequence++)
                foreach (int row in _rows[sequence])
                {
                    Real* saved = SavedOf(row);
                    Elementwise.Copy(saved, Of(look.InputGate).Value + row * _units, _units);
                    Elementwise.Copy(saved + _units, Of(look.ForgetGate).Value + row * _units, _units);
                    Elementwise.Copy(saved + ScalarMemoryKernels.SavedCell * _units, Of(look.Cell).Value + row * _units, _units);
                    Elementwise.Copy(
                        saved + (ScalarMemoryKernels.SavedCell + 1) * _units, Of(look.Normalizer).Value + row * _units, _units);
                }
        }

        /// <summary>One more than the last sequence that has a step <paramref name="t"/>: packed batches have the longest first.</summary>
        private int Running(int t)
        {
            int running = _rows.Sequences;
            while (_rows.Count(running - 1) <= t)
                running--;
            return running;
        }

        /// <summary>The recurrent weights in panels, head after head.</summary>
        private Real* Packed(Arena work)
        {
            int length = Layout.Length;
            Real* packed = work.Allocate(_heads * length);
            for (int head = 0; head < _heads; head++)
                MatrixMemoryKernels.Pack(
                    _recurrent!.Value + 4 * head * HeadUnits * HeadUnits, HeadUnits, 4 * HeadUnits, packed + head * length);
            return packed;
        }
    }
}
