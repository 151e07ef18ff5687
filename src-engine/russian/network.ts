/** Что не сходится в сети: формы слоёв, потери, начальные веса. */
export const networkSentences = {
  '{layer} cannot take words': 'слой «{layer}» не принимает слова',
  'put an embedding before it': 'поставьте перед ним слой «Векторы слов»',
  'gets {shape} plain numbers': 'на входе просто числа: {shape}',
  'needs words: put it first, on a dataset of text; plain numbers go into a dense layer':
    'нужны слова: поставьте его первым и возьмите текстовые данные; числам нужен полносвязный слой',
  'its input has shape {shape}': 'на входе размерность {shape}',
  'convolution and pooling need channels × rows × columns: put them before flatten and dense layers, and take a dataset of images':
    'свёртке и пулингу нужны каналы × строки × столбцы: поставьте их до вытягивания и полносвязных слоёв и возьмите данные с изображениями',
  'is {window} and does not fit into an image of {image}': 'окно {window} не помещается в изображение {image}',
  'needs at most {largest}, or {help}': 'нужно не больше {largest} или {help}',
  'padding "same"': 'дополнение «same»',
  'fewer layers before it that make the image smaller': 'меньше уменьшающих изображение слоёв перед ним',
  'the network puts out {found} and the targets have {needed}': 'на выходе сети {found}, а в ответах {needed}',
  'the last layer must put out {needed}': 'последний слой должен выдавать {needed}',
  'two classes are one output between 0 and 1: end with one unit and sigmoid, with binary_cross_entropy':
    'два класса — это один выход от 0 до 1: закончите сеть одним нейроном с сигмоидой и возьмите binary_cross_entropy',
  'softmax of one output is always 1': 'softmax от одного выхода всегда равен 1',
  'use sigmoid for one output': 'для одного выхода возьмите сигмоиду',
  '{loss} needs targets between 0 and 1': 'для функции потерь «{loss}» нужны ответы от 0 до 1',
  'use a squared error for measured targets': 'для измеренных величин возьмите квадрат ошибки',
  '{loss} needs probabilities that add up to 1': 'для функции потерь «{loss}» нужны вероятности, дающие в сумме 1',
  'end the network with softmax, or choose another loss':
    'закончите сеть слоем softmax или выберите другую функцию потерь',
  '{loss} needs one output per class, here is {found}':
    'для функции потерь «{loss}» нужно по выходу на класс, а здесь {found}',
  'one output': 'один выход',
  'targets that are no classes': 'ответы, которые не являются классами',
  'use binary_cross_entropy for one output, or a squared error for measured targets':
    'для одного выхода возьмите бинарную кросс-энтропию, для измеренных величин — квадрат ошибки',
  '{loss} needs outputs between 0 and 1': 'для функции потерь «{loss}» нужны выходы от 0 до 1',
  'end the network with sigmoid, or choose another loss': 'закончите сеть сигмоидой или выберите другую функцию потерь',
  'has no unmerged form': 'не бывает без слияния с softmax',
  'set training.crossEntropy to merged, or negativeSampling to null':
    'поставьте training.crossEntropy в merged или negativeSampling в null',
  'stands in for a dense layer, softmax and their cross-entropy':
    'заменяет полносвязный слой, softmax и их кросс-энтропию',
  'end the network with dense and softmax after at least one layer, with categorical_cross_entropy':
    'закончите сеть полносвязным слоем и softmax, перед которыми есть хотя бы один слой, и возьмите категориальную кросс-энтропию',
  'has shape {shape}': 'размерность {shape}',
  'needs shape {shape}': 'нужна размерность {shape}',
  'has rows of different lengths': 'строки разной длины',
  'is not a parameter of this network': 'в этой сети нет такого параметра',
  'use weights of the same stack': 'возьмите веса такой же сети',
  'needs {width}': 'нужно {width}',
  'needs {width} ({shape}, flat)': 'нужно {width} ({shape} подряд)',
  'has {count} numbers': 'чисел: {count}',
  'needs the index of a word, from 0 to {last}, or -1 for none':
    'нужен номер слова от 0 до {last} или -1, если слова нет',
  'initialise the network smaller, or scale the data': 'возьмите меньшие начальные веса или масштабируйте данные',
  'the first step was not made': 'первый шаг не сделан',
}
