using K8tre.Stacks;
using Pulumi;

return await Deployment.RunAsync(async () => (await Platform.CreateAsync(StackSettings.Load(new Config()))).Outputs);
