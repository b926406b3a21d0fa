using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics.Tests;

/// <summary>One head of one sequence against its formulas in double precision.</summary>
public sealed unsafe class AttentionKernelsTests
{
    /// <summary>Queries, keys, numbers of a query and of a value, window, 0 for none.</summary>
    public static TheoryData<int, int, int, int, int> Sizes => new()
    {
        { 1, 1, 1, 1, 0 }, { 3, 3, 5, 2, 0 }, { 4, 64, 16, 16, 0 }, { 5, 65, 17, 33, 0 }, { 31, 130, 3, 7, 0 }, { 33, 70, 8, 9, 2 },
        { 64, 64, 20, 1, 5 }, { 70, 200, 2, 19, 40 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Values_are_mixed_and_gradients_go_back(int queries, int keys, int numbers, int valueNumbers, int window)
    {
        using GuardedBuffer q = GuardedBuffer.Random(queries * numbers, "q"), k = GuardedBuffer.Random(keys * numbers, "k"),
            v = GuardedBuffer.Random(keys * valueNumbers, "v"), dy = GuardedBuffer.Random(queries * valueNumbers, "dy");
        const double scale = 0.3, slope = 0.125;
        var reference = new Reference(q.ToDouble(), k.ToDouble(), v.ToDouble(), queries, keys, scale, slope, window);
        using var work = new Work(q, k, v, queries, keys, numbers, valueNumbers, (Real)scale, (Real)slope, reference);

        using GuardedBuffer mixed = work.Rows(queries, valueNumbers), logSums = new(queries), y = new(queries * valueNumbers);
        AttentionKernels.Forward(work.Head, mixed.Pointer, logSums.Pointer);
        Take(mixed, queries, valueNumbers, y);
        double[] expected = reference.Read();
        Near.Equal(expected, y, 3e-6);

        using var weights = new GuardedBuffer(queries * keys);
        for (int query = 0; query < queries; query++)
            AttentionKernels.Weights(work.Head, logSums.Pointer, query, weights.Pointer + query * keys);
        Near.Equal(reference.Weights, weights, 3e-6);

        using GuardedBuffer gradient = work.Rows(queries, valueNumbers), means = new(queries), dq = work.Rows(queries, numbers),
            dk = work.KeyRows(numbers), dv = work.KeyRows(valueNumbers);
        AttentionBlocks.Gather(
            dy.Pointer, valueNumbers, Numbers(queries), valueNumbers, gradient.Pointer, AttentionBlocks.QueryRows(queries));
        for (int query = 0; query < queries; query++)
            means.Span[query] = Elementwise.Dot(dy.Pointer + query * valueNumbers, y.Pointer + query * valueNumbers, valueNumbers);
        AttentionKernels.Backward(
            work.Head, logSums.Pointer, gradient.Pointer, means.Pointer, dq.Pointer, dk.Pointer, dv.Pointer);
        (double[] queryGradient, double[] keyGradient, double[] valueGradient) = reference.Gradients(dy.ToDouble());
        using GuardedBuffer toQueries = GuardedBuffer.Random(queries * numbers, "before"), toKeys = new(keys * numbers),
            toValues = new(keys * valueNumbers);
        double[] before = toQueries.ToDouble();
        AttentionBlocks.ScatterAdd(dq.Pointer, Numbers(queries), numbers, toQueries.Pointer, numbers, (Real)scale);
        AttentionBlocks.ScatterAdd(dk.Pointer, Numbers(keys), numbers, toKeys.Pointer, numbers);
        AttentionBlocks.ScatterAdd(dv.Pointer, Numbers(keys), valueNumbers, toValues.Pointer, valueNumbers);
        Near.Equal(before.Zip(queryGradient, (a, b) => a + b), toQueries, 1e-5);
        Near.Equal(keyGradient, toKeys, 1e-5);
        Near.Equal(valueGradient, toValues, 1e-5);
    }

    private static int[] Numbers(int count) => [.. Enumerable.Range(0, count)];

    private static void Take(GuardedBuffer rows, int count, int width, GuardedBuffer target) => Elementwise.CopyRows(
        rows.Pointer, AttentionBlocks.Padded(width), target.Pointer, width, width, count);

    /// <summary>The head, laid out.</summary>
    private sealed class Work : IDisposable
    {
        private readonly List<GuardedBuffer> _buffers = [];
        private readonly int[] _from, _to;
        private readonly int _keys;
        private AttentionHead _head;

        public Work(
            GuardedBuffer q, GuardedBuffer k, GuardedBuffer v, int queries, int keys, int numbers, int valueNumbers, Real scale, Real slope,
            Reference reference)
        {
            _keys = keys;
            _from = GC.AllocateArray<int>(queries, pinned: true);
            _to = GC.AllocateArray<int>(queries, pinned: true);
            for (int query = 0; query < queries; query++)
                (_from[query], _to[query]) = reference.Range(query);
            GuardedBuffer laidQueries = Keep(Rows(queries, numbers));
            GuardedBuffer laidKeys = Keep(KeyRows(numbers)), laidValues = Keep(KeyRows(valueNumbers));
            int rows = AttentionBlocks.KeyRows(keys);
            GuardedBuffer aside = Keep(new(rows * numbers)), valuesAside = Keep(new(rows * valueNumbers));
            AttentionBlocks.Gather(
                q.Pointer, numbers, Numbers(queries), numbers, laidQueries.Pointer, AttentionBlocks.QueryRows(queries), scale);
            AttentionBlocks.Gather(k.Pointer, numbers, Numbers(keys), numbers, laidKeys.Pointer, rows);
            AttentionBlocks.Gather(v.Pointer, valueNumbers, Numbers(keys), valueNumbers, laidValues.Pointer, rows);
            AttentionBlocks.Transpose(laidKeys.Pointer, rows, numbers, aside.Pointer);
            AttentionBlocks.Transpose(laidValues.Pointer, rows, valueNumbers, valuesAside.Pointer);
            _head = new AttentionHead
            {
                QueryCount = queries,
                KeyCount = keys,
                QueryNumbers = numbers,
                ValueNumbers = valueNumbers,
                Slope = slope,
                Queries = laidQueries.Pointer,
                Keys = laidKeys.Pointer,
                KeysAside = aside.Pointer,
                Values = laidValues.Pointer,
                ValuesAside = valuesAside.Pointer,
                From = PointerTo(_from),
                To = PointerTo(_to),
            };
        }

        public ref AttentionHead Head => ref _head;

        public GuardedBuffer Rows(int rows, int width) => new(AttentionBlocks.QueryRows(rows) * AttentionBlocks.Padded(width));

        public GuardedBuffer KeyRows(int width) => new(AttentionBlocks.KeyRows(_keys) * AttentionBlocks.Padded(width));

        public void Dispose()
        {
            foreach (GuardedBuffer buffer in _buffers)
                buffer.Dispose();
        }

        private static int* PointerTo(int[] pinned) => (int*)Unsafe.AsPointer(ref pinned[0]);

        private GuardedBuffer Keep(GuardedBuffer buffer)
        {
            _buffers.Add(buffer);
            return buffer;
        }
    }

    /// <summary>The formulas, one number after another.</summary>
    private sealed class Reference
    {
        private readonly double[] _q, _k, _v;
        private readonly int _queries, _keys, _window;
        private readonly double _scale;

        public Reference(double[] q, double[] k, double[] v, int queries, int keys, double scale, double slope, int window)
        {
            (_q, _k, _v, _queries, _keys, _scale, _window) = (q, k, v, queries, keys, scale, window);
            Weights = new double[queries * keys];
            int numbers = q.Length / queries;
            for (int i = 0; i < queries; i++)
            {
                (int from, int to) = Range(i);
                for (int j = from; j < to; j++)
                {
                    double dot = Enumerable.Range(0, numbers).Sum(d => q[i * numbers + d] * k[j * numbers + d]);
                    Weights[i * keys + j] = Math.Exp(scale * dot - slope * Math.Abs(i + keys - queries - j));
                }

                double sum = Weights[(i * keys)..((i + 1) * keys)].Sum();
                for (int j = 0; j < keys; j++)
                    Weights[i * keys + j] /= sum;
            }
        }

        public double[] Weights { get; }

        /// <summary>All keys up to the query's own place, or the last few of them.</summary>
        public (int From, int To) Range(int query)
        {
            int place = query + _keys - _queries;
            return (_window == 0 ? 0 : Math.Max(0, place - _window + 1), place + 1);
        }

        public double[] Read()
        {
            int width = _v.Length / _keys;
            return [.. from i in Enumerable.Range(0, _queries)
                       from d in Enumerable.Range(0, width)
                       select Enumerable.Range(0, _keys).Sum(j => Weights[i * _keys + j] * _v[j * width + d])];
        }

        public (double[] Queries, double[] Keys, double[] Values) Gradients(double[] dy)
        {
            int numbers = _q.Length / _queries, width = _v.Length / _keys;
            double[] dq = new double[_q.Length], dk = new double[_k.Length], dv = new double[_v.Length];
            for (int i = 0; i < _queries; i++)
            {
                double[] dw = [.. Enumerable.Range(0, _keys).Select(
                    j => Enumerable.Range(0, width).Sum(d => dy[i * width + d] * _v[j * width + d]))];
                double mean = Enumerable.Range(0, _keys).Sum(j => Weights[i * _keys + j] * dw[j]);
                for (int j = 0; j < _keys; j++)
                {
                    double weight = Weights[i * _keys + j], score = _scale * weight * (dw[j] - mean);
                    for (int d = 0; d < width; d++)
                        dv[j * width + d] += weight * dy[i * width + d];
                    for (int d = 0; d < numbers; d++)
                    {
                        dq[i * numbers + d] += score * _k[j * numbers + d];
                        dk[j * numbers + d] += score * _q[i * numbers + d];
                    }
                }
            }

            return (dq, dk, dv);
        }
    }
}
