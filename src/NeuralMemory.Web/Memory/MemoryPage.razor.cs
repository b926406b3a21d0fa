using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>
/// The page where a machine's memory is gone through step by step, traced back and changed. All that it shows is in its address.
/// </summary>
public sealed partial class MemoryPage
{
    private const double UsualRoom = 820, UsualWidth = 480, LittleRoom = 560;
    private static readonly TimeSpan LooksForNewer = TimeSpan.FromSeconds(2), LongestPrerender = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _problems = [];
    private ElementReference _root;
    private DotNetObjectReference<MemoryPage>? _self;
    private IJSObjectReference? _script;
    private MemoryState _state = new();
    private Scene? _scene;
    private IReadOnlyList<Moment> _moments = [];
    private PokeDraft? _draft;
    private string? _problem;
    private string _title = "Memory", _heading = "Memory", _shown = "";
    private double _room = UsualRoom, _width = UsualWidth;
    private int _ticket, _firstAt, _drawnAt;
    private long? _newer;
    private bool _changes, _isBusy, _isDrawn, _isMoved;

    [Inject]
    private MemoryReader Reader { get; set; } = null!;

    [Inject]
    private ServedFolder Folder { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>What is seen, its step aside: parts that do not depend on the step stay as they are.</summary>
    private MemoryState Seen => _seen = _seen is { } seen && seen with { At = _state.At } == _state ? seen : _state;

    private MemoryState? _seen;

    private readonly Dictionary<int, IReadOnlySet<string>> _folded = [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Task load = LoadAsync(Navigation.Uri);
        // A page that is asked for is answered soon; what takes longer comes when it is there.
        if (RendererInfo.IsInteractive)
            await load;
        else
            await Task.WhenAny(load, Task.Delay(LongestPrerender, Time, _end.Token));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Script.InvokeAsync<IJSObjectReference>("memoryPage.start", _root, _self);
            _ = WatchAsync();
        }

        if (!_isDrawn || _script is null)
            return;
        _isDrawn = false;
        // Where the browser went by itself, it may be further on by now.
        int? moved = _isMoved ? _scene?.StepOf(_state) : null;
        _isMoved = false;
        await _script.InvokeVoidAsync("drawn", moved);
    }

    /// <summary>The step that the browser is at.</summary>
    /// <param name="step">The step.</param>
    [JSInvokable]
    public async Task StepAsync(int step)
    {
        if (_scene is not { } scene)
            return;
        int ticket = ++_ticket;
        MemoryState state = _state with { At = Math.Clamp(step, 0, scene.Steps - 1) };
        _state = state;
        await TryAsync(async () =>
        {
            if (!scene.Window.Has(state.At.Value))
            {
                scene = await Reader.ReadAsync(state, _end.Token);
                if (ticket != _ticket)
                    return;
                _scene = scene;
                _isDrawn = true;
            }

            IReadOnlyList<Moment> moments = await Reader.MomentsAsync(scene, state, _end.Token);
            if (ticket == _ticket)
                _moments = moments;
        });
        StateHasChanged();
    }

    /// <summary>What stands at a cell, in a line; null for nothing.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="column">The step or slot.</param>
    [JSInvokable]
    public string? HoverAsync(int pane, string panel, int row, int column) =>
        _scene is { } scene && pane >= 0 && pane < scene.Panes.Count && pane < _moments.Count
            ? CellWords.Of(scene.Panes[pane], _moments[pane], panel, row, column)
            : null;

    /// <summary>A cell was clicked.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="column">The step or slot.</param>
    [JSInvokable]
    public async Task PressAsync(int pane, string panel, int row, int column)
    {
        if (_scene is not { } scene || pane < 0 || pane >= scene.Panes.Count || pane >= _moments.Count)
            return;
        CellPlace? place = CellPlace.Of(scene.Panes[pane], panel, row, column);
        if (!_changes)
        {
            if (place is { Kind: CellKind.Output or CellKind.Target or CellKind.Error })
                await GoAsync(_state with { At = column, Asked = column, AskedColumn = place.Column });
            return;
        }

        if (place is { Kind: CellKind.Input })
        {
            await GoAsync(_state with { Pokes = PokeDraft.Flip(_state.Pokes, scene.First.Trace, column, place.Column) });
            return;
        }

        _draft = PokeDraft.Of(scene.Panes[pane], place, row, column, _moments[pane], scene.Clampables) ?? _draft;
        StateHasChanged();
        if (_script is not null)
            await _script.InvokeVoidAsync("focus", ".poke-form.is-chosen input");
    }

    /// <summary>The answer of the step that is looked at is traced back.</summary>
    [JSInvokable]
    public Task AskAsync() => _scene is { } scene ? GoAsync(_state with { Asked = scene.StepOf(_state) }) : Task.CompletedTask;

    /// <summary>No answer is traced back any more.</summary>
    [JSInvokable]
    public Task ForgetAsync() => _state.Asked is null ? Task.CompletedTask : GoAsync(_state with { Asked = null, AskedColumn = 0 });

    /// <summary>Slots by value, or by who wrote them.</summary>
    [JSInvokable]
    public Task SwitchColorsAsync() => GoAsync(_state with { ByWriter = !_state.ByWriter });

    /// <summary>Rows were folded or opened: they are in all panes, and in the address.</summary>
    /// <param name="title">Their title.</param>
    /// <param name="isFolded">Whether they are folded.</param>
    [JSInvokable]
    public void Fold(string title, bool isFolded)
    {
        if (_scene is not { } scene
            || scene.Panes.FirstOrDefault(pane => pane.View.Sections.Any(section => section.Title == title)) is not { } pane
            || _state.FoldedOf(AtFirst(pane)).Contains(title) == isFolded)
            return;
        _state = _state.WithRows(title, isFolded, isAtFirst: AtFirst(pane).Contains(title) == isFolded);
        Navigation.NavigateTo(MemoryAddress.Write(_state), replace: true);
    }

    /// <summary>How wide a pane's rows may be.</summary>
    /// <param name="width">The width in dots.</param>
    /// <param name="moment">And what is beside or below them.</param>
    [JSInvokable]
    public void RoomAsync(double width, double moment)
    {
        (double room, double wide) = (Math.Clamp(width, 120, 4000), Math.Clamp(moment, 300, 900));
        if (Math.Abs(room - _room) < 4 && Math.Abs(wide - _width) < 4)
            return;
        (_room, _width) = (room, wide);
        _isDrawn = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        await _end.CancelAsync();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("stop");
                await _script.DisposeAsync();
            }
        }
        catch (JSException)
        {
            // The page has gone.
        }
        catch (JSDisconnectedException)
        {
            // And so has its browser.
        }

        _self?.Dispose();
        _end.Dispose();
    }

    private static string Text(bool is1) => is1 ? "true" : "false";

    /// <summary>The titles of a pane's rows that are folded: the same set where they are the same, so that the rows stay.</summary>
    private IReadOnlySet<string> FoldedOf(int pane)
    {
        IReadOnlySet<string> folded = _state.FoldedOf(AtFirst(_scene!.Panes[pane]));
        return _folded[pane] = _folded.GetValueOrDefault(pane) is { } before && before.SetEquals(folded) ? before : folded;
    }

    /// <summary>Where little room is, as on a phone or beside another machine, the rows of heads are folded at first.</summary>
    private IEnumerable<string> AtFirst(Pane pane) => _scene!.Panes.Count > 1 || _room < LittleRoom ? pane.Inner : [];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private string PhaseAt() => _scene is { } scene && scene.StepOf(_state) is var step && step < scene.First.Trace.PhaseOf.Count
        ? scene.First.Trace.Phases[scene.First.Trace.PhaseOf[step]]
        : "";

    private async Task GoToAsync(int step)
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("go", step);
    }

    private Task ChangeAsync(Func<MemoryState, MemoryState> change) => GoAsync(change(_state));

    private Task GoAsync(MemoryState state)
    {
        Navigation.NavigateTo(MemoryAddress.Write(state));
        return Task.CompletedTask;
    }

    /// <summary>Goes to the checkpoint that is the latest now: one that was opened as the latest stays until that is asked for.</summary>
    private Task ReloadAsync(bool follow)
    {
        _shown = "";
        return GoAsync(_state with { Checkpoint = CheckpointChoice.Latest, Follows = follow });
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (new Uri(location.Location).AbsolutePath.EndsWith("/memory", StringComparison.Ordinal))
            _ = InvokeAsync(() => LoadAsync(location.Location));
    }

    private async Task LoadAsync(string address)
    {
        int ticket = ++_ticket;
        _problems.Clear();
        MemoryState state = MemoryAddress.Read(new Uri(address).Query, _problems);
        string shown = SceneText(state);
        bool isSame = _scene is not null && shown == _shown && _scene.Window.Has(_scene.StepOf(state));
        if (state.Run != _state.Run)
            (_scene, _moments) = (null, []);
        _state = state;
        _heading = state.Run is "" or "." ? "Memory" : state.Run;
        _title = $"{_heading} · memory";
        _isBusy = !isSame;
        StateHasChanged();
        _problem = null;
        await TryAsync(async () =>
        {
            Scene scene = isSame ? _scene! : await Reader.ReadAsync(state, _end.Token);
            IReadOnlyList<Moment> moments = await Reader.MomentsAsync(scene, state, _end.Token);
            if (ticket != _ticket)
                return;
            (_scene, _moments, _shown) = (scene, moments, shown);
            (_firstAt, _drawnAt) = (scene.StepOf(state), scene.StepOf(state));
            _newer = scene.Latest;
            _heading = scene.First.Trace.Name;
            _title = $"{_heading} · memory";
            (_isDrawn, _isMoved) = (true, true);
        });
        if (ticket != _ticket)
            return;
        _isBusy = false;
        StateHasChanged();
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            // The page has gone.
        }
        catch (Exception exception) when (ProblemWords.Of(exception, Folder) is { } words)
        {
            _problem = words;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // To the page's boundary, which shows it.
            await DispatchExceptionAsync(exception);
        }
    }

    /// <summary>What a scene depends on.</summary>
    private static string SceneText(MemoryState state) => MemoryAddress.Write(state.WithoutView());

    /// <summary>Looks for a newer checkpoint while the run trains.</summary>
    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(LooksForNewer, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                if (_scene is null || !_state.Checkpoint.IsLatest)
                    continue;
                string run = _state.Run;
                long? latest = await Task.Run(() => Reader.LatestOf(run), _end.Token);
                if (latest == _newer)
                    continue;
                _newer = latest;
                if (_state.Follows && latest is not null)
                    _shown = "";
                if (_shown.Length == 0)
                    await InvokeAsync(() => LoadAsync(Navigation.ToAbsoluteUri(MemoryAddress.Write(_state)).ToString()));
                else
                    await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone.
        }
    }
}
