using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Runs a stack with mocks in the engine's place.</summary>
    /// <typeparam name="TStack">A stack whose constructor makes the resources, and assigns its outputs.</typeparam>
    /// <param name="mocks">Answer in place of the engine and the providers.</param>
    /// <param name="options">Names, and whether it is a preview. Default: a preview.</param>
    /// <returns>All resources, the stack included.</returns>
    /// <exception cref="RunException">The program failed or logged an error; the message says what.</exception>
    /// <exception cref="AggregateException">There were several errors, each a <see cref="RunException"/>.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => TestAsync(mocks, options, runner => runner.RunAsync(() => new TStack()));

    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions?)"/>
    /// <param name="serviceProvider">Makes the stack.</param>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack => TestAsync(mocks, options, runner => runner.RunAsync(() => StackFrom<TStack>(serviceProvider)));

    /// <summary>Runs a program with mocks in the engine's place.</summary>
    /// <param name="testMocks">Answer in place of the engine and the providers.</param>
    /// <param name="testOptions">Names, and whether it is a preview.</param>
    /// <param name="createResources">Makes the resources.</param>
    /// <returns>All resources, without the stack.</returns>
    /// <exception cref="RunException">The program failed or logged an error; the message says what.</exception>
    /// <exception cref="AggregateException">There were several errors, each a <see cref="RunException"/>.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Action)"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return new Dictionary<string, object?>();
        });
        return resources;
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Action)"/>
    /// <param name="createResources">Makes the resources, and returns the outputs of the stack.</param>
    /// <returns>All resources, without the stack, and what the program returned.</returns>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{IDictionary{string, object?}})"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        var resources = await TestAsync(testMocks, testOptions, runner => runner.RunAsync(async () =>
        {
            var stack = new Stack();
            outputs = await createResources();
            stack.RegisterOutputProperties();
        }));
        return ([.. resources.Where(resource => resource is not Pulumi.Stack)], outputs);
    }

    private static async Task<ImmutableArray<Resource>> TestAsync(IMocks mocks, TestOptions? options, Func<ProgramRunner, Task<int>> run)
    {
        var engine = new MockEngine();
        var monitor = new MockMonitor(mocks);
        await RunAsync(() => new(engine, monitor, DeploymentFacts.FromTest(options)), run).ConfigureAwait(false);

        return engine.Errors switch
        {
            [] => monitor.Resources,
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(error => new RunException(error))),
        };
    }
}
