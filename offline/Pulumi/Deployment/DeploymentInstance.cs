using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The program that is running: what it may know about its deployment, and the functions it may call.</summary>
public sealed class DeploymentInstance
{
    private readonly Deployment _deployment;
    private readonly FunctionCalls _functions;

    internal DeploymentInstance(Deployment deployment)
    {
        _deployment = deployment;
        _functions = new(deployment);
    }

    /// <summary>The name of the stack.</summary>
    public string StackName => _deployment.Facts.StackName;

    /// <summary>The name of the project.</summary>
    public string ProjectName => _deployment.Facts.ProjectName;

    /// <summary>The folder of the project.</summary>
    /// <exception cref="InvalidOperationException">The engine does not say it.</exception>
    public string RootDirectory => _deployment.Facts.RootDirectory ?? throw new InvalidOperationException(
        "The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    /// <summary>The organization that the stack belongs to.</summary>
    public string OrganizationName => _deployment.Facts.OrganizationName;

    /// <summary>True in a preview, which changes nothing.</summary>
    public bool IsDryRun => _deployment.Facts.IsDryRun;

    /// <summary>
    /// Calls a function of a provider once its arguments are there. With an unknown argument, or depending on a resource that does not
    /// exist yet, it is not called, and the result is unknown.
    /// </summary>
    /// <param name="token">The token of the function.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">Options of the call.</param>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _functions.Invoke<T>(token, args, options, package: null);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        _functions.Invoke<T>(token, args, options, package: null);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package of the function, where it was made from parameters.</param>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _functions.Invoke<T>(token, args, options, registerPackageRequest);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?, RegisterPackageRequest?)"/>
    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        _functions.Invoke<T>(token, args, options, registerPackageRequest);

    /// <summary>As <c>Invoke</c>, for a function whose result is a single value.</summary>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Single<T>(token, args, options, package: null);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Single<T>(token, args, options, package: null);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package of the function, where it was made from parameters.</param>
    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Single<T>(token, args, options, registerPackageRequest);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?, RegisterPackageRequest?)"/>
    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        Single<T>(token, args, options, registerPackageRequest);

    /// <summary>Calls a function of a provider now, and gives its result as a plain value.</summary>
    /// <param name="token">The token of the function.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">Options of the call.</param>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _functions.InvokeAsync<T>(token, args, options, package: null);

    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package of the function, where it was made from parameters.</param>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _functions.InvokeAsync<T>(token, args, options, registerPackageRequest);

    /// <summary>As <c>InvokeAsync</c>, for a function whose result is a single value.</summary>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeSingleAsync<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeSingleAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package of the function, where it was made from parameters.</param>
    public async Task<T> InvokeSingleAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
    {
        var result = await _functions
            .InvokeAsync<ImmutableDictionary<string, T>>(token, args, options, registerPackageRequest)
            .ConfigureAwait(false);
        return result.Values.First();
    }

    /// <summary>Calls a function of a provider now, for its effect.</summary>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) => _functions.InvokeAsync(token, args, options);

    /// <inheritdoc cref="InvokeAsync(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package of the function, where it was made from parameters.</param>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _functions.InvokeAsync(token, args, options, registerPackageRequest);

    /// <summary>Calls a method of a resource once its arguments are there.</summary>
    /// <param name="token">The token of the method.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="self">The resource.</param>
    /// <param name="options">Options of the call.</param>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        _functions.Call<T>(token, args, self, options, package: null);

    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource?, CallOptions?)"/>
    /// <param name="registerPackageRequest">The package of the method, where it was made from parameters.</param>
    public Output<T> Call<T>(
        string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _functions.Call<T>(token, args, self, options, registerPackageRequest);

    /// <summary>Calls a method of a resource once its arguments are there, for its effect.</summary>
    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource?, CallOptions?)"/>
    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        Call<object>(token, args, self, options);

    /// <inheritdoc cref="Call(string, CallArgs, Resource?, CallOptions?)"/>
    /// <param name="registerPackageRequest">The package of the method, where it was made from parameters.</param>
    public void Call(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        Call<object>(token, args, self, options, registerPackageRequest);

    /// <summary>Has the engine call a function of the program before each call of a provider's function.</summary>
    public void RegisterInvokeTransform(InvokeTransform transform) => _deployment.Callbacks.Register("The invoke transform");

    private Output<T> Single<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package) => _functions
        .Invoke<ImmutableDictionary<string, T>>(token, args, options, package)
        .Apply(result => result.Values.First());
}
