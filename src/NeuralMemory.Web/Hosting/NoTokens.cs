using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>
/// Pages have no form that a browser could send from elsewhere, and the gate refuses what comes from elsewhere: no token is needed, and
/// no cookie is set.
/// </summary>
internal sealed class NoTokens : IAntiforgery
{
    private static readonly AntiforgeryTokenSet None = new(null, null, "none", null);

    /// <inheritdoc/>
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => None;

    /// <inheritdoc/>
    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => None;

    /// <inheritdoc/>
    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

    /// <inheritdoc/>
    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
    }

    /// <inheritdoc/>
    public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;
}
