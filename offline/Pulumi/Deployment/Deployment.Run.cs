using System.Collections.Immutable;
using Pulumi.Grpc;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Runs a program under the Pulumi engine.</summary>
    /// <param name="action">Makes the resources.</param>
    /// <returns>
    /// The exit code: 0; 1 if errors were logged; 32 after an exception that the operator has been told about (also set as
    /// <see cref="Environment.ExitCode"/>).
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no engine: the program was not started by the CLI.</exception>
    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <inheritdoc cref="RunAsync(Action)"/>
    /// <param name="func">Makes the resources, and returns the outputs of the stack.</param>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <inheritdoc cref="RunAsync(Action)"/>
    /// <param name="func">Makes the resources.</param>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <inheritdoc cref="RunAsync(Action)"/>
    /// <param name="func">Makes the resources, and returns the outputs of the stack.</param>
    /// <param name="options">Options of the stack.</param>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunAsync(FromEnvironment, runner => runner.RunAsync(() =>
        {
            var stack = new Stack(options);
            return stack.RegisterOutputsOf(func).DataTask;
        }));

    /// <inheritdoc cref="RunAsync(Action)"/>
    /// <typeparam name="TStack">A stack whose constructor makes the resources, and assigns its outputs.</typeparam>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunAsync(FromEnvironment, runner => runner.RunAsync(() => new TStack()));

    /// <inheritdoc cref="RunAsync{TStack}()"/>
    /// <param name="serviceProvider">Makes the stack.</param>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack => RunAsync(FromEnvironment, runner => runner.RunAsync(() => StackFrom<TStack>(serviceProvider)));

    private static Deployment FromEnvironment()
    {
        var (facts, monitor, engine) = DeploymentFacts.FromEnvironment();
        return new(new GrpcEngine(engine), new GrpcMonitor(monitor), facts);
    }

    private static TStack StackFrom<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return serviceProvider.GetService(typeof(TStack)) as TStack ?? throw new InvalidOperationException(
            $"Failed to resolve instance of type {typeof(TStack)} from service provider. " +
            $"Register the type with the service provider before calling {nameof(RunAsync)}.");
    }

    // Stays async: what is set here must be gone when the caller goes on, also where nothing below ever waits.
    private static async Task<int> RunAsync(Func<Deployment> create, Func<ProgramRunner, Task<int>> run)
    {
        if (Running.Value is not null)
            throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");

        var deployment = create();
        Running.Value = deployment;
        return await run(new(deployment)).ConfigureAwait(false);
    }
}
