namespace NeuralMemory.Numerics;

/// <summary>
/// Rows in the order in which they were last used, as a ring of links in both directions: to find the one that has not been used for the
/// longest time, and to use one, takes the same time however many there are.
/// </summary>
public sealed class UsageOrder
{
    private const int None = -1;
    private int[] _before = [], _after = [], _times = [];
    private bool[] _isUsed = [];
    private int _first = None, _last = None, _count;

    /// <summary>How many steps have begun.</summary>
    public int Time { get; private set; }

    /// <summary>The row that has not been used for the longest time; -1 where none has ever been used.</summary>
    public int First => _first;

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => (3L * sizeof(int) + sizeof(bool)) * _before.Length;

    /// <summary>The row that was used next after another; -1 after the last.</summary>
    public int After(int row) => _after[row];

    /// <summary>Whether a row was ever used.</summary>
    public bool IsUsed(int row) => row < _count && _isUsed[row];

    /// <summary>How many steps ago a row was used, as a number from 0 down.</summary>
    public int SinceUse(int row) => _times[row] - Time;

    /// <summary>Forgets all.</summary>
    public void Begin() => (_first, _last, _count, Time) = (None, None, 0, 0);

    /// <summary>The same after some steps.</summary>
    public void BeginAt(int time)
    {
        Begin();
        Time = time;
    }

    /// <summary>A step begins: what is used from now on is used in it.</summary>
    public void NextStep() => Time++;

    /// <summary>A row is used now: it becomes the last. Of rows that are used in one step, those of lower slots must come first.</summary>
    public void Use(int row) => Use(row, Time);

    /// <summary>The same for a row that was used some steps ago, later than all that are there.</summary>
    /// <param name="row">A row that was not used so far.</param>
    /// <param name="sinceUse">How many steps ago, as a number from 0 down.</param>
    public void Restore(int row, int sinceUse) => Use(row, Time + sinceUse);

    private void Use(int row, int time)
    {
        Cover(row);
        if (_isUsed[row])
            TakeOut(row);
        _isUsed[row] = true;
        _times[row] = time;
        (_before[row], _after[row]) = (_last, None);
        if (_last == None)
            _first = row;
        else
            _after[_last] = row;
        _last = row;
    }

    private void TakeOut(int row)
    {
        (int before, int after) = (_before[row], _after[row]);
        if (before == None)
            _first = after;
        else
            _after[before] = after;
        if (after == None)
            _last = before;
        else
            _before[after] = before;
    }

    private void Cover(int row)
    {
        if (row >= _before.Length)
        {
            int capacity = Math.Max(row + 1, Math.Max(64, 2 * _before.Length));
            Array.Resize(ref _before, capacity);
            Array.Resize(ref _after, capacity);
            Array.Resize(ref _times, capacity);
            Array.Resize(ref _isUsed, capacity);
        }

        while (_count <= row)
            _isUsed[_count++] = false;
    }
}
