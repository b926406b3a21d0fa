using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private sealed partial class ScalarMemoryNode
    {
        /// <summary>
        /// Step by step from the last; the gradient of the recurrent weights is one product for each head at the end.
        /// </summary>
        public override void Backward(NativeTape tape)
        {
            Real* gates = _gates.Accumulate(tape), dy = _y.Accumulate(tape);
            Arena work = tape._work;
            work.TakeBack();
            // The gradients of each sequence's h, c and n behind the step at hand.
            Real* state = work.Allocate(3 * _units * _rows.Sequences);
            BeginFromEnd(state);
            Real* weights = _recurrent is null ? null : Packed(work);
            // Of pre-activations, in the order head, gate, unit: those of a head lie together.
            Real* slopes = work.Allocate(4 * _units * _rows.Total);
            Real* before = work.Allocate(_recurrent is null ? 1 : _units * _rows.Total);
            Real* back = work.Allocate(HeadUnits * _rows.Sequences);
            int place = _rows.Total;
            for (int t = _rows.Longest - 1; t >= 0; t--)
            {
                int running = Running(t), count = 0;
                for (int sequence = 0; sequence < running; sequence++)
                    count += t < _rows.Count(sequence) ? 1 : 0;
                place -= count;
                Real* own = slopes + 4L * _units * place;
                for (int sequence = 0, at = 0; sequence < running; sequence++)
                    if (t < _rows.Count(sequence))
                        Step(t, sequence, dy, gates, state + 3 * _units * sequence, own + 4 * _units * at++);
                if (weights == null)
                    continue;
                Remember(t, running, before + (long)_units * place);
                for (int head = 0; head < _heads; head++)
                    Recur(t, running, count, head, own + 4 * head * HeadUnits, weights + head * Layout.Length, state, back);
            }

            if (_recurrent is not null)
                OfWeights(work, before, slopes, _recurrent.Accumulate(tape));
            AddToStart(tape, state);
        }

        /// <summary>One row, whose gradient of h is complete.</summary>
        private void Step(int t, int sequence, Real* dy, Real* gates, Real* state, Real* slopes)
        {
            int row = _rows[sequence][t];
            Real* saved = SavedOf(row), cell = null, normalizer = null;
            if (t > 0)
            {
                cell = SavedOf(_rows[sequence][t - 1]) + ScalarMemoryKernels.SavedCell * _units;
                normalizer = cell + _units;
            }
            else if (_startCell is not null)
            {
                cell = _startCell.Value + sequence * _units;
                normalizer = _startNormalizer!.Value + sequence * _units;
            }

            Elementwise.Add(dy + (long)row * _units, state, _units);
            for (int at = 0; at < _units; at += HeadUnits)
            {
                ScalarMemoryUnits units = new() { Count = HeadUnits, Stride = _units, Saved = saved + at };
                Real* own = slopes + 4 * at;
                ScalarMemoryKernels.Backward(
                    units, cell == null ? null : cell + at, normalizer + at, state + at, state + _units + at, own);
                for (int gate = 0; gate < 4; gate++)
                    Elementwise.Add(own + gate * HeadUnits, gates + (4L * row + gate) * _units + at, HeadUnits);
            }

            Elementwise.Clear(state, _units);
        }

        /// <summary>What stood before each row of a step: the hidden state that the recurrent weights saw.</summary>
        private void Remember(int t, int running, Real* before)
        {
            for (int sequence = 0; sequence < running; sequence++)
            {
                if (t >= _rows.Count(sequence))
                    continue;
                if (t > 0)
                    Elementwise.Copy(_y.Value + (long)_rows[sequence][t - 1] * _units, before, _units);
                else if (_startHidden is not null)
                    Elementwise.Copy(_startHidden.Value + sequence * _units, before, _units);
                else
                    Elementwise.Clear(before, _units);
                before += _units;
            }
        }

        /// <summary>dh' = R^T times the gradient of pre-activations, of one head.</summary>
        private void Recur(int t, int running, int count, int head, Real* slopes, Real* weights, Real* state, Real* back)
        {
            PackedProduct.InputGradient(slopes, 4 * _units, count, weights, Layout, 0, HeadUnits, back, HeadUnits);
            for (int sequence = 0; sequence < running; sequence++)
                if (t < _rows.Count(sequence))
                {
                    Elementwise.Add(back, state + 3 * _units * sequence + head * HeadUnits, HeadUnits);
                    back += HeadUnits;
                }
        }

        /// <summary>dR = sum over all rows of h' times the gradient of pre-activations.</summary>
        private void OfWeights(Arena work, Real* before, Real* slopes, Real* target)
        {
            int own = HeadUnits;
            Real* packed = work.Allocate(Layout.Length);
            for (int head = 0; head < _heads; head++)
            {
                PackedProduct.WeightGradient(
                    before + head * own, _units, slopes + 4 * head * own, 4 * _units, _rows.Total, Layout, packed, accumulate: false);
                MatrixMemoryKernels.AddUnpacked(packed, own, 4 * own, target + 4 * head * own * own);
            }
        }

        private void BeginFromEnd(Real* state)
        {
            int sequences = _rows.Sequences;
            Elementwise.Clear(state, 3 * _units * sequences);
            for (int part = 0; part < 3; part++)
                if ((part == 0 ? _endHidden : part == 1 ? _endCell : _endNormalizer) is { HasGradient: true } end)
                    Elementwise.CopyRows(end.Gradient, _units, state + part * _units, 3 * _units, _units, sequences);
        }

        private void AddToStart(NativeTape tape, Real* state)
        {
            if (_startHidden is null)
                return;
            for (int part = 0; part < 3; part++)
            {
                Real* target = (part == 0 ? _startHidden : part == 1 ? _startCell! : _startNormalizer!).Accumulate(tape);
                for (int sequence = 0; sequence < _rows.Sequences; sequence++)
                    Elementwise.Add(state + (3 * sequence + part) * _units, target + sequence * _units, _units);
            }
        }
    }
}
