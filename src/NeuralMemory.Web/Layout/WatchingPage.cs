using Microsoft.AspNetCore.Components;

namespace NeuralMemory.Web;

/// <summary>A page that is drawn again when what it watches has changed: at most once at a time, however often that changes.</summary>
public abstract class WatchingPage : ComponentBase, IDisposable
{
    private IDisposable? _watch;
    private int _isPending;

    /// <summary>Begins to watch; a page that is only written once, for a browser that has not connected yet, does not.</summary>
    /// <param name="changed">Call it when something has changed.</param>
    protected abstract IDisposable Watch(Action changed);

    /// <summary>Takes over what has changed, before the page is drawn.</summary>
    protected abstract void Update();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _watch = Watch(Changed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Changed()
    {
        // One that has not been drawn yet will show this too.
        if (Interlocked.Exchange(ref _isPending, 1) == 1)
            return;
        _ = InvokeAsync(() =>
        {
            Volatile.Write(ref _isPending, 0);
            try
            {
                Update();
                StateHasChanged();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // To the page's boundary, which shows it.
                _ = DispatchExceptionAsync(exception);
            }
        });
    }
}
