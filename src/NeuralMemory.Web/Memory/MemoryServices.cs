using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>What the memory page needs of the server.</summary>
internal static class MemoryServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Receives it.</param>
    /// <param name="engines">The engines that there are.</param>
    public static void AddMemory(this IServiceCollection services, EngineCatalog engines)
    {
        services.AddSingleton(provider => new MachineShelf(engines, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MemoryReader>();
        services.AddSingleton(_ => new ClampTrials(engines));
    }

    /// <summary>Answers addresses that are no pages: what the memory page shows as a picture.</summary>
    public static void MapMemory(this IEndpointRouteBuilder routes) => routes.MapGet($"/{MemoryAddress.Picture}", PictureAsync);

    private static async Task<IResult> PictureAsync(HttpContext context, MemoryReader reader, ServedFolder folder)
    {
        try
        {
            List<string> problems = [];
            MemoryState state = MemoryAddress.Read(context.Request.QueryString.Value ?? "", problems);
            if (problems.Count > 0)
                return TypedResults.Text(string.Join('\n', problems), statusCode: StatusCodes.Status400BadRequest);
            string svg = await ScenePicture.DrawAsync(reader, state, context.RequestAborted).ConfigureAwait(false);
            return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(svg), "image/svg+xml", "memory.svg");
        }
        catch (Exception exception) when (ProblemWords.Of(exception, folder) is { } words)
        {
            return TypedResults.Text(words, statusCode: StatusCodes.Status404NotFound);
        }
    }
}
